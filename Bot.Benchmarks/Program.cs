using AssistantBot.Benchmarks.Load;

// One command each; the last line printed is one JSON object.
return args switch
{
    ["load", .. var rest] => await LoadCommand.RunAsync(rest),
    ["kill", .. var rest] => await KillCommand.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        load --bot URL [--conversations 64] [--seconds 20] [--rate 0] [--in-flight 1] [--redeliver 0] [--text /version]
            Plays the Bot Connector service against a running bot. Rate 0: as fast as each conversation is answered.
        kill --program PATH/AssistantBot.dll [--kills 12] [--at POINT|all] [--rate 200] [--conversations 64] [--redeliver 5] [--postgresql CONNECTION]
            Starts the product, keeps it under load and kills it again and again; then compares the ledger. With --at it dies exactly at a
            fail point (BeforeInsert, AfterInsert, AfterCommit, Claimed, Running, BeforeTurnCommit, AfterTurnCommit, AfterSend), --kills times at each.
        """);
    return 2;
}
