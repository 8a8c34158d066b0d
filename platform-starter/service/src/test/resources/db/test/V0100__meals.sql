-- no unique key over key and sequence: eating twice must show
create table meal (
  key text not null,
  sequence bigint not null,
  grain text not null,
  eaten bigint generated always as identity);
