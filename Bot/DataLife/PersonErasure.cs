using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Handoff.Relay;
using AssistantBot.Handoff.Requests;
using AssistantBot.Storage.DataLife;
using Microsoft.Extensions.Options;

namespace AssistantBot.Bot.DataLife;

/// <summary>
/// Erases a person: ends an open request politely, takes back what assistants were shown, then everything that is stored. It can be cut off
/// at any moment and is gone on with at the next start.
/// </summary>
internal sealed partial class PersonErasure(
    IPersonalData data, ITurnDispatcher dispatcher, ITurnStore turns, IInstallationSecrets secrets, ErasureList list, IConversationSignals signals,
    IOptions<DataLifeOptions> options, TimeProvider time, ILogger<PersonErasure> logger)
{
    private const string SecretName = "erasure";
    private const int MostRounds = 5;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>Erases a person.</summary>
    /// <exception cref="TurnRejectedException">The engine cannot take work now; nothing was erased yet, or the rest follows at the next start.</exception>
    /// <exception cref="IOException">The erasure list cannot be written; nothing was erased.</exception>
    public async Task<ErasureResult> EraseAsync(PersonKey person, CancellationToken cancellationToken)
    {
        var erasure = new ErasureRecord(Guid.CreateVersion7().ToString("n"), await HashAsync(person, cancellationToken), time.GetUtcNow());
        list.Append(erasure);
        await data.BeginErasureAsync(erasure);
        return await EraseAsync(person, erasure.Id, cancellationToken);
    }

    /// <summary>Does what the list holds and the database does not know, or has not ended: after a crash, or when a backup was restored.</summary>
    /// <returns>How many people were erased again.</returns>
    public async Task<int> ReplayAsync(CancellationToken cancellationToken)
    {
        // Before the first erasure, so that every backup holds the secret that the list is keyed with.
        await secrets.GetOrCreateAsync(SecretName, cancellationToken);
        var stored = await data.ReadErasuresAsync(cancellationToken);
        var done = stored.Where(each => each.IsDone).Select(each => each.Erasure.Id).ToHashSet();
        var open = stored.Where(each => !each.IsDone).Select(each => each.Erasure).Concat(list.Read()).Where(each => !done.Contains(each.Id)).DistinctBy(each => each.Id).ToList();
        if (open.Count == 0)
            return 0;
        var people = new Dictionary<string, PersonKey>();
        foreach (var person in await data.ListPeopleAsync(cancellationToken))
            people[await HashAsync(person, cancellationToken)] = person;
        var erased = 0;
        foreach (var erasure in open)
        {
            await data.BeginErasureAsync(erasure);
            if (people.TryGetValue(erasure.PersonHash, out var person))
            {
                await EraseAsync(person, erasure.Id, cancellationToken);
                erased++;
            }
            else
            {
                await data.EndErasureAsync(erasure.Id, new ErasureCount(0, 0, 0));
            }
        }

        LogReplayed(open.Count, erased);
        return erased;
    }

    private async Task<ErasureResult> EraseAsync(PersonKey person, string id, CancellationToken cancellationToken)
    {
        var count = new ErasureCount(0, 0, 0);
        var takenBack = 0;
        var traces = await data.TraceAsync(person, cancellationToken);
        await EndHandoffsAsync(traces, id, cancellationToken);
        // What was on its way into the tables while the first round erased is found by the next.
        for (var round = 1; round <= MostRounds; round++)
        {
            traces = await data.TraceAsync(person, cancellationToken);
            if (traces.IsEmpty)
                break;
            takenBack += await EraseElsewhereAsync(traces, $"{id}:{round}", cancellationToken);
            count += await data.EraseOwnAsync(traces);
        }

        await data.ForgetAsync();
        await data.EndErasureAsync(id, count);
        // Open desks look again.
        signals.Notify(new ConversationKey(person.Channel, ""));
        LogErased(id, count.Messages, count.Handoffs, count.Files);
        return new ErasureResult(id, count.Messages, count.Handoffs, count.Files, takenBack);
    }

    // The person reads that their request ends before the conversation is gone; who does not listen any more is not waited for long.
    private async Task EndHandoffsAsync(PersonTraces traces, string id, CancellationToken cancellationToken)
    {
        var open = traces.Handoffs.Where(handoff => handoff.State is HandoffState.Waiting or HandoffState.Accepted).ToList();
        if (open.Count == 0)
            return;
        var told = new List<long>();
        foreach (var handoff in open)
            told.Add(await SignalAsync(handoff.Conversation, HandoffSignals.Erasing, new HandoffSignal(handoff.Id), $"erasing:{id}:{handoff.Id}", cancellationToken));
        await WaitAsync(
            async () => await AllAsync(told, async inboxId => await turns.FindOutcomeAsync(inboxId, cancellationToken) is not { IsEnded: false })
                && await data.CountUnsentAsync(traces, cancellationToken) == 0,
            cancellationToken);
    }

    private async Task<int> EraseElsewhereAsync(PersonTraces traces, string round, CancellationToken cancellationToken)
    {
        var language = traces.Handoffs.Select(handoff => handoff.Language).FirstOrDefault();
        var takenBack = 0;
        var pass = 0;
        var asked = new HashSet<(ConversationKey, string)>();
        var isClear = await WaitAsync(
            async () =>
            {
                var posts = (await data.ReadPostsAsync(traces, cancellationToken)).Where(post => asked.Add((post.Conversation, post.ActivityId))).ToList();
                foreach (var place in posts.GroupBy(post => post.Conversation))
                {
                    var signal = new HandoffSignal("")
                    {
                        Language = language,
                        Cards = [.. place.Where(post => post.IsCard).Select(post => post.ActivityId)],
                        Posts = [.. place.Where(post => !post.IsCard).Select(post => post.ActivityId)],
                    };
                    await SignalAsync(place.Key, HandoffSignals.TakeBack, signal, $"erase:{round}:{pass}", cancellationToken);
                }

                pass++;
                takenBack += posts.Count;
                return await data.EraseElsewhereAsync(traces, force: false) == 0;
            },
            cancellationToken);
        if (!isClear)
            await data.EraseElsewhereAsync(traces, force: true);
        return takenBack;
    }

    private async Task<long> SignalAsync(ConversationKey to, string name, HandoffSignal signal, string effect, CancellationToken cancellationToken)
    {
        var activity = Activity.CreateEvent(name, JsonSerializer.SerializeToElement(signal, HandoffJson.Default.HandoffSignal));
        activity.Id = effect;
        activity.ChannelId = to.ChannelId;
        activity.Conversation = new ConversationAccount { Id = to.ConversationId };
        var accepted = await dispatcher.AcceptAsync(
            new InboundActivity(activity, new TurnIdentity(TurnOrigin.Internal, null)) { DedupeKey = $"internal|{effect}" }, cancellationToken);
        return accepted.InboxId;
    }

    private async Task<bool> WaitAsync(Func<Task<bool>> isDone, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        while (!await isDone())
        {
            if (time.GetElapsedTime(begun) > options.Value.Patience)
                return false;
            await Task.Delay(LookAgain, time, cancellationToken);
        }

        return true;
    }

    private static async Task<bool> AllAsync(List<long> ids, Func<long, Task<bool>> check)
    {
        foreach (var id in ids)
        {
            if (!await check(id))
                return false;
        }

        return true;
    }

    private async Task<string> HashAsync(PersonKey person, CancellationToken cancellationToken) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(await secrets.GetOrCreateAsync(SecretName, cancellationToken), Encoding.UTF8.GetBytes(person.ToString())));

    [LoggerMessage(Level = LogLevel.Information, Message = "Erasure {Id}: {Messages} messages, {Handoffs} handoffs, {Files} files.")]
    private partial void LogErased(string id, long messages, long handoffs, long files);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} erasures were not in the database, or not ended; {Erased} people were erased again.")]
    private partial void LogReplayed(int count, int erased);
}
