namespace AssistantBot.Knowledge.Importing;

/// <summary>What a column of a table holds.</summary>
internal enum TableColumn
{
    Unknown,
    Question,
    Answer,
    Id,
    QnaId,
    AlsoAsked,
    Short,
    Audience,
    Language,
    Owner,
    ReviewBy,
    Contact,
    Link,
    Source,
    Groups,
    Metadata,
    Prompts,
    IsContextOnly,
}
