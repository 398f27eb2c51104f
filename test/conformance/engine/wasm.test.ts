import { locateServices } from '../../../src/engine/services';
import { openWasm } from '../../../src/engine/wasm';
import { holdToReference } from './conformance';

holdToReference(() => openWasm(locateServices(import.meta.dirname, [])));
