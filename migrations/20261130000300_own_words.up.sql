-- A word may stand for itself: the first of a street's group, or one that is a word and nothing more.
alter table synonym drop constraint synonym_other_check;
