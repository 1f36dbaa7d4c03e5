using System.Net;
using AssistantBot.Handoff.Hours;
using Microsoft.Extensions.Options;

namespace AssistantBot.Handoff;

/// <summary>Refuses settings that cannot mean what they say, naming every problem.</summary>
internal sealed class HandoffOptionsValidator(TimeProvider time) : IValidateOptions<HandoffOptions>
{
    private const int ShortestSecret = 16;

    public ValidateOptionsResult Validate(string? name, HandoffOptions options)
    {
        List<string> problems = [];
        void Require(bool holds, string problem)
        {
            if (!holds)
                problems.Add(problem);
        }

        TimeSpan[] times = [options.CloseAfterIdle, options.CloseGraveAfterIdle, options.RemindAfter, options.OfferAgainAfter, options.SilenceAfter, options.OnCall.StepAfter];
        Require(Array.TrueForAll(times, each => each > TimeSpan.Zero), "Handoff: times must be above zero.");
        Require(options.Language is null or "fr" or "en", "Handoff:Language: fr or en.");
        Require(options.OnCall.Assistants.All(assistant => assistant is { Id.Length: > 0, Name.Length: > 0 }), "Handoff:OnCall:Assistants: each needs an Id and a Name.");
        Require(options.OnCall.Webhook.Length == 0 || IsSafe(options.OnCall.Webhook), "Handoff:OnCall:Webhook: https, or http on this machine.");
        Require(
            options.OnCall.Webhook.Length == 0 || options.OnCall.WebhookSecret.Length >= ShortestSecret,
            $"Handoff:OnCall:WebhookSecret: at least {ShortestSecret} characters.");
        try
        {
            _ = new BusinessHours(Options.Create(options), time);
        }
        catch (FormatException unreadable)
        {
            problems.Add(unreadable.Message.StartsWith("Handoff:", StringComparison.Ordinal) ? unreadable.Message : $"Handoff:Hours:Days: {unreadable.Message}");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static bool IsSafe(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && (url.IsLoopback || (IPAddress.TryParse(url.Host, out var ip) && IPAddress.IsLoopback(ip)))));
}
