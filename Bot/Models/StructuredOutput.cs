namespace AssistantBot.Bot.Models;

/// <summary>How a reply in JSON is asked for.</summary>
internal enum StructuredOutput
{
    /// <summary>By a schema the server holds the model to.</summary>
    JsonSchema,

    /// <summary>As any JSON object.</summary>
    JsonObject,

    /// <summary>By the prompt alone.</summary>
    Prompt,
}
