using System.Text.Json;

namespace AssistantBot.BotFramework.Turns;

/// <summary>The answer to an invoke: HTTP status and JSON body.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON body, or null for none.</param>
public sealed record InvokeResponse(int Status, JsonElement? Body = null)
{
    /// <summary>True for 2xx.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;
}
