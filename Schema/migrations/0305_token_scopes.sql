-- What a token of the API is for, in the words of the schema. Null: all that its owner may, as tokens before there were scopes.
alter table api_tokens
    add column scopes text[] check (cardinality(scopes) between 1 and 40 and array_position(scopes, null) is null);
