using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AssistantBot.Knowledge.Models;

/// <summary>A prompt: fixed rules from a versioned file, and everything else as one JSON object of data.</summary>
public sealed class ModelPrompt
{
    // Not escaping keeps accents readable and cheap; quotes and control characters are still escaped.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ModelPrompt(string version, IReadOnlyList<ChatMessage> messages, string hash)
    {
        Version = version;
        Messages = messages;
        Hash = hash;
    }

    /// <summary>Name and version of the prompt file.</summary>
    public string Version { get; }

    /// <summary>The system message and the one user message.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; }

    /// <summary>Names model, prompt version and content.</summary>
    public string Hash { get; }

    /// <summary>Makes a prompt.</summary>
    /// <param name="version">Name and version of the file the rules come from.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="data">What is serialised as the user message. Texts in it have gone through <see cref="PromptText"/>.</param>
    /// <param name="model">The model's name.</param>
    public static ModelPrompt Create(string version, string rules, object data, string? model)
    {
        var user = JsonSerializer.Serialize(data, Json);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{version}\n{model}\n{rules}\n{user}"));
        return new ModelPrompt(version, [new ChatMessage(ChatRole.System, rules), new ChatMessage(ChatRole.User, user)], Convert.ToHexStringLower(hash));
    }
}
