using System.Net;

namespace AssistantBot.Bot.Models;

/// <summary>
/// The provider refused a call. Carries its status and code, never its words, which may repeat the prompt or the key.
/// </summary>
internal sealed class ModelRefusedException(HttpStatusCode status, string? code, TimeSpan? retryAfter)
    : HttpRequestException($"The model endpoint answered {(int)status}{(code is null ? "" : $" ({code})")}.", null, status)
{
    /// <summary>The provider's name for the error, such as <c>model_not_found</c>, or null.</summary>
    public string? Code { get; } = code;

    /// <summary>How long it asks to wait, or null.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>The refusal behind what a package made of it, or null.</summary>
    public static ModelRefusedException? Behind(Exception exception)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is ModelRefusedException refused)
                return refused;
        }

        return null;
    }
}
