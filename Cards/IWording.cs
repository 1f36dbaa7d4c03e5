namespace AssistantBot.Cards;

/// <summary>The texts people read, from one reviewed file per language. A reply takes all its texts in one language.</summary>
public interface IWording
{
    /// <summary>The text of a key, its <c>{placeholders}</c> filled in.</summary>
    /// <param name="key">Key in the wording files, for example <c>handoff.accepted</c>.</param>
    /// <param name="language">Two-letter language; an unknown one gives the default language's text.</param>
    /// <param name="values">Values of the placeholders, put in as they are.</param>
    /// <exception cref="KeyNotFoundException">No file has the key.</exception>
    string Get(string key, string language, params ReadOnlySpan<(string Name, string Value)> values);

    /// <summary>The text of a key as it stands in the file, or null when no file has the key.</summary>
    /// <param name="key">Key in the wording files.</param>
    /// <param name="language">Two-letter language; an unknown one gives the default language's text.</param>
    string? Find(string key, string language);
}
