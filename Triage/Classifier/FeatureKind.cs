namespace AssistantBot.Triage.Classifier;

/// <summary>The families of features; each is brought to the same length before it is weighted.</summary>
internal enum FeatureKind
{
    /// <summary>A folded word.</summary>
    Word,

    /// <summary>Two words in a row, or with one word between them.</summary>
    Pair,

    /// <summary>Letters in a row, across words, which forgive typos and endings.</summary>
    Letters,

    /// <summary>A concept of the thesaurus, in either language.</summary>
    Concept,

    /// <summary>Two concepts in one message, such as "me" and "grief".</summary>
    ConceptPair,

    /// <summary>Form: question, opening words, person and tense, negation, punctuation, length.</summary>
    Form,
}
