using System.Text.Json;

namespace AssistantBot.Cards.Model;

/// <summary>Universal Action: arrives as the invoke <c>adaptiveCard/action</c>.</summary>
public sealed class AdaptiveExecuteAction : AdaptiveAction
{
    /// <summary>The author's verb.</summary>
    public string? Verb { get; set; }

    /// <summary>Data sent along, with the inputs merged in by the client. It comes back untrusted.</summary>
    public JsonElement? Data { get; set; }

    /// <summary>Which inputs are sent along.</summary>
    public AdaptiveAssociatedInputs? AssociatedInputs { get; set; }

    /// <summary>
    /// An action with verb and data, and an <c>Action.Submit</c> as fallback that carries the verb inside the data: there it arrives as
    /// a message with a value and no text.
    /// </summary>
    /// <param name="title">What the button says.</param>
    /// <param name="verb">The verb.</param>
    /// <param name="data">Names and values.</param>
    /// <param name="style">Style of the button.</param>
    public static AdaptiveExecuteAction WithFallback(string title, string verb, IReadOnlyDictionary<string, string> data, AdaptiveActionStyle? style = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        var withVerb = new Dictionary<string, string>(data) { [VerbProperty] = verb };
        var json = JsonSerializer.SerializeToElement(withVerb, CardJson.Default.DictionaryStringString);
        return new AdaptiveExecuteAction
        {
            Title = title,
            Verb = verb,
            Data = json,
            Style = style,
            Fallback = new AdaptiveSubmitAction { Title = title, Data = json, Style = style },
        };
    }

    /// <summary>Name of the data's property that repeats the verb for clients that only submit.</summary>
    public const string VerbProperty = "verb";
}
