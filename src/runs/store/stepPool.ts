import { withRoom } from '../../shared/withRoom';

/** Steps in the order in which series have met them; with room to grow. */
interface Course {
  steps: Float64Array;
  length: number;
}

/** So many courses are looked through for one to share. */
const MOST = 16;

/**
 * Steps of the series of a run, held once for all that were measured at the same ones: those of trials that train side
 * by side, and all statistics of a probe. Two fifths of what a run takes in memory would else be copies of a few columns.
 */
export class StepPool {
  readonly #courses: Course[] = [];

  /** An empty one, to be filled. */
  column(): StepColumn {
    return new StepColumn(this, this.#courses[0] ?? this.#add(new Float64Array(0), 0));
  }

  /** One that goes on from the beginning of a course with another step. */
  branch({ steps }: Course, length: number, step: number): Course {
    const known = this.#courses.find(
      (course) => course.length > length && course.steps[length] === step && agree(course, steps, length),
    );
    return known ?? this.#add(steps.slice(0, length), length);
  }

  #add(steps: Float64Array, length: number): Course {
    const course = { steps, length };
    this.#courses.push(course);
    if (this.#courses.length > MOST) this.#courses.shift();
    return course;
  }
}

/** The steps of one series; others may go the same course, further or less far. */
export class StepColumn {
  readonly #pool: StepPool;
  #course: Course;
  #length = 0;

  constructor(pool: StepPool, course: Course) {
    this.#pool = pool;
    this.#course = course;
  }

  get length(): number {
    return this.#length;
  }

  get steps(): Float64Array {
    return this.#course.steps.subarray(0, this.#length);
  }

  /** NaN while there is none. */
  get last(): number {
    return this.#length === 0 ? Number.NaN : this.#course.steps[this.#length - 1]!;
  }

  append(step: number): void {
    const length = this.#length++;
    if (length < this.#course.length) {
      if (this.#course.steps[length] === step) return;
      this.#course = this.#pool.branch(this.#course, length, step);
      if (length < this.#course.length) return;
    }
    const course = this.#course;
    course.steps = withRoom(course.steps, length + 1);
    course.steps[length] = step;
    course.length = length + 1;
  }

  /** Drops what lies behind; of others that go this course nothing. */
  cutTo(length: number): void {
    this.#length = length;
  }
}

function agree(course: Course, steps: Float64Array, length: number): boolean {
  for (let index = 0; index < length; index++) if (course.steps[index] !== steps[index]) return false;
  return true;
}
