using AssistantBot.Benchmarks.Answers;
using AssistantBot.Benchmarks.Comparison;
using AssistantBot.Benchmarks.FirstWords;
using AssistantBot.Benchmarks.Kill;
using AssistantBot.Benchmarks.Load;
using AssistantBot.Benchmarks.Micro;
using AssistantBot.Benchmarks.Outages;
using AssistantBot.Benchmarks.Soak;
using AssistantBot.Benchmarks.Trouble;

// One command each; the last line printed is one JSON object.
return args switch
{
    ["load", .. var rest] => await LoadCommand.RunAsync(rest),
    ["kill", .. var rest] => await KillCommand.RunAsync(rest),
    ["peers", .. var rest] => await PeersCommand.RunAsync(rest),
    ["store", .. var rest] => await StoreCommand.RunAsync(rest),
    ["micro", .. var rest] => await MicroCommand.RunAsync(rest),
    ["retrieval", .. var rest] => await RetrievalCommand.RunAsync(rest),
    ["faq", .. var rest] => await FaqCommand.RunAsync(rest),
    ["first-token", .. var rest] => await FirstWordsCommand.RunAsync(rest),
    ["soak", .. var rest] => await SoakCommand.RunAsync(rest),
    ["model-trouble", .. var rest] => await ModelTroubleCommand.RunAsync(rest),
    ["isolation", .. var rest] => await IsolationCommand.RunAsync(rest),
    ["sockets", .. var rest] => await SocketsCommand.RunAsync(rest),
    ["outage", .. var rest] => await OutageCommand.RunAsync(rest),
    ["rolling", .. var rest] => await RollingCommand.RunAsync(rest),
    ["pause", .. var rest] => await PauseCommand.RunAsync(rest),
    ["reconnect", .. var rest] => await ReconnectCommand.RunAsync(rest),
    ["overload", .. var rest] => await OverloadCommand.RunAsync(rest),
    ["disk", .. var rest] => await DiskCommand.RunAsync(rest),
    ["storm", .. var rest] => await StormCommand.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        load --bot URL [--conversations 64] [--seconds 20] [--rate 0] [--in-flight 1] [--redeliver 0] [--text /version]
            Plays the Bot Connector service against a running bot. Rate 0: as fast as each conversation is answered.
        kill --program PATH/AssistantBot.dll [--kills 12] [--at POINT|all] [--nodes 1] [--postgresql CONNECTION] [--pause yes] [--web 50] [--rate 200]
             [--conversations 64] [--redeliver 5]
            Starts the product, keeps it under load from Teams and (--web, in percent of the conversations) web chats, and kills it again and again;
            then compares the ledgers. With --at it dies exactly at a fail point (BeforeInsert, AfterInsert, AfterCommit, Claimed, Running,
            BeforeTurnCommit, AfterTurnCommit, AfterSend), --kills times at each. Several nodes share one PostgreSQL: one at a time is killed and
            started again, with --pause every other time stopped and woken.
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
        first-token --program PATH/AssistantBot.dll [--answers 100] [--token-ms 20]
            From the model's first token to the person's first word, on the web and in a Teams chat. 1 when more than 100 ms at p50.
        soak --program PATH/AssistantBot.dll [--seconds 600] [--rate 200] [--conversations 2000] [--model-seconds 1]
            Questions through a slow stand-in model, with the product's memory.
        model-trouble --program PATH/AssistantBot.dll [--trouble all|Silence|Drip|Cut|ServerError|Throttled|ThrottledWithTime|Garbage|Reset|NoSuchHost]
              [--rate 20] [--conversations 100] [--seconds 20] [--calls 64] [--knowledge knowledge]
            A model that does everything wrong, for every tenth person and for everybody, under load. Ends with 1 when somebody suffers.
        isolation --program PATH/AssistantBot.dll [--conversations 1000] [--rate 100] [--seconds 40]
            A thousand people at once, each with a secret; calls fail, and the product is killed once. What did the model read?
        sockets --program PATH/AssistantBot.dll [--sockets 10000]
            Idle web chats on one node.
        outage --program PATH/AssistantBot.dll [--kind stopped|paused|black-hole] [--seconds 60] [--rate 200] [--conversations 400]
            Load while PostgreSQL (one of its own, made for the run) is stopped, frozen, or behind a network that swallows everything.
        rolling --program PATH/AssistantBot.dll [--nodes 3] [--rate 200] [--conversations 400] [--sockets 150]
            Nodes are stopped with SIGTERM and started in turn under load, after a newer program has added to the schema.
        pause --program PATH/AssistantBot.dll [--nodes 3] [--seconds 90] [--rate 30] [--conversations 150]
            One node of several is stopped within its turns (a model that takes a second) and wakes when the others have taken over.
        reconnect --program PATH/AssistantBot.dll [--sockets 1000] [--seconds 90] [--rate 100] [--kills 2]
            Web chats whose sockets are cut, left half-open, and lost with the process; each must have heard everything once.
        overload --program PATH/AssistantBot.dll [--times 10] [--seconds 300] [--rate 200] [--conversations 400]
            That many times the rated load (--rate) for a while.
        disk --program PATH/AssistantBot.dll [--seconds 20] [--megabytes 512] [--rate 200] [--conversations 400]
            The volume of the SQLite database, mounted for the run (needs root), is filled to the last byte under load and emptied again.
        storm --program PATH/AssistantBot.dll [--seconds 600] [--rate 20] [--conversations 200]
            The connector answers every reply with 429 for that long.
        """);
    return 2;
}
