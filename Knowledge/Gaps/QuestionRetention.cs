using AssistantBot.Knowledge.Loading;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssistantBot.Knowledge.Gaps;

/// <summary>Deletes kept questions when their time is over, at start and every hour.</summary>
internal sealed partial class QuestionRetention(IGapStore store, IOptions<KnowledgeOptions> options, TimeProvider time, ILogger<QuestionRetention> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                try
                {
                    await store.DeleteQuestionsBeforeAsync(time.GetUtcNow() - options.Value.KeepQuestions, stoppingToken);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    // A database that is away is tried again; what is too old is not shown meanwhile.
                    LogFailed(failure);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The program stops.
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Old questions could not be deleted; tried again in an hour")]
    private partial void LogFailed(Exception failure);
}
