using System.Text.Json;
using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Turns;

/// <summary>Checks the value of an <c>adaptiveCard/action</c> invoke and words its refusals (Universal Actions).</summary>
internal static class AdaptiveCardInvokes
{
    public const string ErrorType = "application/vnd.microsoft.error";

    /// <exception cref="InvokeResponseException">Status 400 with an error body when the value is missing or of another shape.</exception>
    public static AdaptiveCardInvokeValue Read(Activity activity)
    {
        if (activity.Value is not { ValueKind: JsonValueKind.Object } value)
            throw Refused("BadRequest", "The value is missing or not an object.");
        AdaptiveCardInvokeValue? read;
        try
        {
            read = value.Deserialize(ActivityJson.Context.AdaptiveCardInvokeValue);
        }
        catch (JsonException)
        {
            throw Refused("BadRequest", "The value has another shape.");
        }

        if (read?.Action is not { } action)
            throw Refused("BadRequest", "The value has no action.");
        if (action.Type != "Action.Execute")
            throw Refused("NotSupported", "Only Action.Execute is supported.");
        return read;
    }

    private static InvokeResponseException Refused(string code, string message) => new(400, InvokeBody.ToElement(new AdaptiveCardInvokeResponse
    {
        StatusCode = 400,
        Type = ErrorType,
        Value = InvokeBody.ToElement(new Error { Code = code, Message = message }),
    }));
}
