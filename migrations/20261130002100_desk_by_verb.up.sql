-- What was handed on and waits for others is found by its verb: few rows at a time lie at one of those.
create index desk_item_verb_idx on desk_item (tenant_id, verb, since);
