using AssistantBot.Benchmarks.Answers;
using AssistantBot.Benchmarks.Comparison;
using AssistantBot.Benchmarks.Load;
using AssistantBot.Benchmarks.Micro;
using AssistantBot.Benchmarks.Soak;

// One command each; the last line printed is one JSON object.
return args switch
{
    ["load", .. var rest] => await LoadCommand.RunAsync(rest),
    ["kill", .. var rest] when rest.Contains("--nodes") => await NodesCommand.RunAsync(rest),
    ["kill", .. var rest] => await KillCommand.RunAsync(rest),
    ["peers", .. var rest] => await PeersCommand.RunAsync(rest),
    ["store", .. var rest] => await StoreCommand.RunAsync(rest),
    ["micro", .. var rest] => await MicroCommand.RunAsync(rest),
    ["retrieval", .. var rest] => await RetrievalCommand.RunAsync(rest),
    ["faq", .. var rest] => await FaqCommand.RunAsync(rest),
    ["soak", .. var rest] => await SoakCommand.RunAsync(rest),
    ["sockets", .. var rest] => await SocketsCommand.RunAsync(rest),
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
        kill --program PATH/AssistantBot.dll --nodes N --postgresql CONNECTION [--pause yes] [--kills 12] [--rate 200] [--conversations 64] [--redeliver 5]
            Several nodes over one database; one at a time is killed and started again, with --pause every other time stopped and woken.
        peers --program PATH/AssistantBot.dll [--rounds 2] [--seconds 8] [--peers assistantbot,javascript] [--scripts Bot.Benchmarks/peers] [--prefix "taskset -c 0"]
            The product and the old SDK's echo bot in alternating rounds; first: npm ci --ignore-scripts in Bot.Benchmarks/peers/javascript.
        store [--conversations 64] [--seconds 20] [--postgresql CONNECTION]
            The database alone: three commits a turn, each on disk before the next.
        micro [--seconds 3]
            The parts of a turn by themselves: activity, in-memory turn, triage, retrieval, token.
        retrieval [--entries 200,1000,10000,30000,100000] [--svg FILE]
            Loading and searching as the knowledge base grows.
        faq FILE|FOLDER [--hold-out 5]
            Retrieval on public question sets (StackFAQ, the covid FAQ of dialoguemd), as "evaluate answers" reports it.
        soak --program PATH/AssistantBot.dll [--seconds 600] [--rate 200] [--conversations 2000] [--model-seconds 1]
            Questions through a slow stand-in model, with the product's memory.
        sockets --program PATH/AssistantBot.dll [--sockets 10000]
            Idle web chats on one node.
        """);
    return 2;
}
