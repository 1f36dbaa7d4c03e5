namespace AssistantBot.Benchmarks.Load;

/// <summary><c>load</c>: load against a bot that runs already.</summary>
internal static class LoadCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        HttpConnection.GoOnInline();
        var options = LoadOptions.Parse(args, out _);
        var ledger = new Ledger();
        await using var connector = LoopbackConnector.Start(ledger);
        using var generator = new LoadGenerator(options, ledger, connector.ServiceUrl);
        await generator.RunAsync(TimeSpan.FromSeconds(30));
        return LoadReport.Of(options, ledger, generator.Refused).Print();
    }
}
