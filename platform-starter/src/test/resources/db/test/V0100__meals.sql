-- no unique key: eating twice must show
create table meal (key text not null, sequence bigint not null, grain text not null);
