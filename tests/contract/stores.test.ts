import { openStores } from '../../src/stores.ts'
import { carStoreContract } from './car-store.ts'
import { importStoreContract } from './import-store.ts'

const sqlite = () => openStores('sqlite::memory:')

carStoreContract('SQLite', async () => (await sqlite()).cars)
importStoreContract('SQLite', sqlite)
