using System.Diagnostics;
using AssistantBot.Knowledge.Answering;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.Knowledge.Answering;

public sealed class FailingModelTests
{
    private const string Good = "Vous avez 25 jours ouvrés par an [1].";

    [Fact]
    public async Task Answer_HungModel_IsQuotedWithinTheTimeout()
    {
        await using var bench = await AnsweringBench.WithModelAsync(
            _ => ModelServerReply.Streams("Vous ", "avez ") with { Hangs = true }, options => options.Timeout = TimeSpan.FromSeconds(2));

        var started = Stopwatch.GetTimestamp();
        var answer = await bench.AskAsync(AnsweringBench.LeaveQuestion);

        Assert.Equal(AnswerKind.Quoted, answer.Kind);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.FromSeconds(1.9), Patience.Generous);
        Assert.Single(bench.Server!.Requests);
    }

    [Fact]
    public async Task Answer_PersonCancelsWhileTheModelWrites_Throws()
    {
        var called = new TaskCompletionSource();
        await using var bench = await AnsweringBench.WithModelAsync(_ =>
        {
            called.TrySetResult();
            return new ModelServerReply { Hangs = true };
        });
        using var cancelled = new CancellationTokenSource();

        var asking = bench.AskAsync(AnsweringBench.LeaveQuestion, cancellationToken: cancelled.Token);
        await called.Task;
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Theory]
    [InlineData(500, 2)]
    [InlineData(503, 2)]
    [InlineData(429, 1)]
    [InlineData(400, 1)]
    [InlineData(401, 1)]
    public async Task Answer_ModelRefuses_IsQuotedAfterAtMostOneRetry(int status, int calls)
    {
        await using var bench = await AnsweringBench.WithModelAsync(_ => ModelServerReply.Fails(status));

        Assert.Equal(AnswerKind.Quoted, (await bench.AskAsync(AnsweringBench.LeaveQuestion)).Kind);
        Assert.Equal(calls, bench.Server!.Requests.Count);
    }

    [Fact]
    public async Task Answer_TurnRunsAgainAfterAFailure_IsNotAskedAgain()
    {
        await using var bench = await AnsweringBench.WithModelAsync(_ => ModelServerReply.Fails(400));
        var kept = new AssistantBot.Tests.Dialogs.FakeModelResults().OfTurn(7);

        for (var run = 0; run < 3; run++)
            Assert.Equal(AnswerKind.Quoted, (await bench.AskAsync(AnsweringBench.LeaveQuestion, with: request => request with { ModelResults = kept })).Kind);

        Assert.Single(bench.Server!.Requests);
    }

    [Fact]
    public async Task Answer_ModelFailsOnce_IsGroundedByTheRetry()
    {
        var calls = 0;
        await using var bench = await AnsweringBench.WithModelAsync(_ => ++calls == 1 ? ModelServerReply.Fails(502) : ModelServerReply.Says(Good));

        Assert.Equal(AnswerKind.Grounded, (await bench.AskAsync(AnsweringBench.LeaveQuestion)).Kind);
    }

    [Fact]
    public async Task Answer_ConnectionCutAfterSomeText_IsNotAskedAgain()
    {
        var shown = new TaskCompletionSource();
        await using var bench = await AnsweringBench.WithModelAsync(_ => ModelServerReply.Streams("Vous avez 25 jours ouvrés par an [1]. ", "Posez-les ") with
        {
            Cuts = true,
            BeforePiece = (index, token) => index == 1 ? shown.Task.WaitAsync(token) : Task.CompletedTask,
        });

        var answer = await bench.Answerer.AnswerAsync(
            new AnswerRequest(AnsweringBench.LeaveQuestion, AssistantBot.Knowledge.Audience.Employees, "fr"),
            (_, _) =>
            {
                shown.TrySetResult();
                return ValueTask.FromResult<string?>(null);
            },
            CancellationToken.None);

        Assert.Equal(AnswerKind.Quoted, answer.Kind);
        Assert.Single(bench.Server!.Requests);
    }

    [Fact]
    public async Task Answer_RepeatedFailures_OpenTheBreakerAndCloseItLater()
    {
        var time = new ManualTimeProvider();
        var broken = true;
        await using var bench = await AnsweringBench.WithModelAsync(
            _ => broken ? ModelServerReply.Fails(429) : ModelServerReply.Says(Good), time: time);

        for (var i = 0; i < 8; i++)
            Assert.Equal(AnswerKind.Quoted, (await bench.AskAsync(AnsweringBench.LeaveQuestion)).Kind);
        Assert.Equal(4, bench.Server!.Requests.Count);

        broken = false;
        Assert.Equal(AnswerKind.Quoted, (await bench.AskAsync(AnsweringBench.LeaveQuestion)).Kind);
        time.Advance(TimeSpan.FromSeconds(21));
        Assert.Equal(AnswerKind.Grounded, (await bench.AskAsync(AnsweringBench.LeaveQuestion)).Kind);
        Assert.Contains(bench.Log.Lines, line => line.Contains("Broken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Log_Failures_NeverHoldKeyQuestionOrAnswer()
    {
        var replies = new Queue<ModelServerReply>(
            [ModelServerReply.Fails(401), ModelServerReply.Fails(500), ModelServerReply.Fails(500), ModelServerReply.Says("Canari jaune, sans source."), ModelServerReply.Sends("canari brut")]);
        await using var bench = await AnsweringBench.WithModelAsync(_ => replies.Dequeue());

        for (var i = 0; i < 4; i++)
            await bench.AskAsync(AnsweringBench.LeaveQuestion + " Je suis canari@maison.example");

        Assert.NotEmpty(bench.Log.Lines);
        Assert.All(bench.Log.Lines, line =>
        {
            Assert.DoesNotContain(ModelServer.Key, line, StringComparison.Ordinal);
            Assert.DoesNotContain("canari", line, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("congés", line, StringComparison.OrdinalIgnoreCase);
        });
    }
}
