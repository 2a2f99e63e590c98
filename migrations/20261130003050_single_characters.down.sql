-- Single characters that stood alone in a text are among those taken out: the index is then as a text without
-- them would have it.
delete from topic_term where weight >= 3 and (left(term, 1) = '№' or term ~ '^[\u3400-\u9fff\uf900-\ufaff]$');
