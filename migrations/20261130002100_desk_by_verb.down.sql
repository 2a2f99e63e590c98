drop index desk_item_verb_idx;
