namespace AssistantBot.Knowledge.Loading;

/// <summary>What a labelled line (<c>En bref : ...</c>) says about its entry or group.</summary>
internal enum EntryLabel
{
    AlsoAsked,
    Short,
    Audience,
    Language,
    Owner,
    ReviewBy,
    Contact,
    Link,
    Source,
    Id,
}
