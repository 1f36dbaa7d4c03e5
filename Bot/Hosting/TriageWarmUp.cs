using AssistantBot.Triage;

namespace AssistantBot.Bot.Hosting;

/// <summary>Trains the classifier while the rest starts, so that the first person does not wait for it.</summary>
internal sealed class TriageWarmUp(IServiceProvider services) : IHostedLifecycleService
{
    private Task _training = Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _training = Task.Run(() => services.GetRequiredService<ITriage>().Assess(new TriageInput("bonjour")), cancellationToken);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => _training;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
