using System.Text.Json;
using System.Text.Json.Serialization;

namespace AssistantBot.BotFramework.DirectLine;

/// <summary>Body of <c>tokens/generate</c>.</summary>
internal sealed class GenerateTokenBody
{
    public DirectLineUser? User { get; set; }

    public IList<string?>? TrustedOrigins { get; set; }

    /// <summary>Our extension: the person is a member of the organisation.</summary>
    public bool? Member { get; set; }
}

/// <summary>Body of <c>POST conversations</c>.</summary>
internal sealed class StartConversationBody
{
    public DirectLineUser? User { get; set; }

    public string? Locale { get; set; }
}

/// <summary>A person in a body. A start request's is ignored: the token says who it is.</summary>
internal sealed class DirectLineUser
{
    public string? Id { get; set; }

    public string? Name { get; set; }
}

/// <summary>A token as it goes over the wire.</summary>
internal sealed class TokenAnswer
{
    public required string ConversationId { get; init; }

    public required string Token { get; init; }

    [JsonPropertyName("expires_in")]
    public required int ExpiresIn { get; init; }

    public string? StreamUrl { get; init; }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 16)]
[JsonSerializable(typeof(GenerateTokenBody))]
[JsonSerializable(typeof(StartConversationBody))]
[JsonSerializable(typeof(TokenAnswer))]
internal sealed partial class DirectLineJson : JsonSerializerContext;
