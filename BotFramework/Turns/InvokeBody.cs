using System.Text.Json;
using AssistantBot.BotFramework.Turns.State;

namespace AssistantBot.BotFramework.Turns;

/// <summary>Writes what a handler returned as the JSON body of an invoke's answer.</summary>
internal static class InvokeBody
{
    public static InvokeResponse Ok(object? body) => new(200, ToElement(body));

    public static JsonElement? ToElement(object? body) => body switch
    {
        null => null,
        JsonElement element => element,
        _ => StateJson.ToElement(body),
    };
}
