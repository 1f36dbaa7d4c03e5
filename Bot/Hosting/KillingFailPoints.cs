using System.Diagnostics;
using AssistantBot.BotFramework.Turns.Engine;
using Microsoft.Extensions.Options;

namespace AssistantBot.Bot.Hosting;

/// <summary>
/// Ends the process, as a power cut would, when a message reaches the point named by <c>FailPoint:At</c> for the time that
/// <c>FailPoint:After</c> counts. For the kill tests, in Development only.
/// </summary>
internal sealed class KillingFailPoints(FailPoint at, int after) : IFailPoints
{
    private int _left = after;

    /// <inheritdoc/>
    public void Reach(FailPoint point)
    {
        if (point == at && Interlocked.Decrement(ref _left) == 0)
            Process.GetCurrentProcess().Kill();
    }

    /// <summary>Adds what <c>FailPoint:At</c> names, if it names anything.</summary>
    /// <exception cref="OptionsValidationException">It is set outside Development, or names no point.</exception>
    public static void Add(IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration["FailPoint:At"] is not { Length: > 0 } name)
            return;
        if (!environment.IsDevelopment())
            throw Refused("FailPoint:At ends the process on purpose; it works in the Development environment only.");
        if (!Enum.TryParse<FailPoint>(name, out var at))
            throw Refused($"FailPoint:At is {name}; there are: {string.Join(", ", Enum.GetNames<FailPoint>())}.");
        services.AddSingleton<IFailPoints>(new KillingFailPoints(at, Math.Max(1, configuration.GetValue("FailPoint:After", 1))));
    }

    private static OptionsValidationException Refused(string message) => new("FailPoint", typeof(FailPoint), [message]);
}
