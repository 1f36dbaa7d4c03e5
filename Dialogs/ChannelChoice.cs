using AssistantBot.Cards;
using AssistantBot.Handoff;
using AssistantBot.Handoff.Relay;
using Microsoft.Extensions.Options;

namespace AssistantBot.Dialogs;

/// <summary><c>relais ici</c> / <c>handoffs here</c>: makes a Teams channel the one where handoffs are shown.</summary>
internal sealed class ChannelChoice(AssistantsChannels channels, IWording wording, IOptions<HandoffOptions> options)
{
    /// <summary>Handles the command.</summary>
    /// <returns>False when the message is none.</returns>
    public async Task<bool> TryHandleAsync(PersonTurn turn, CancellationToken cancellationToken)
    {
        if (!turn.IsTeams || !Phrases.IsHandoffsHere(turn.Text))
            return false;
        var key = !IsAdministrator(turn) ? "admin.refused"
            : await channels.ChooseAsync(turn.Context, cancellationToken).ConfigureAwait(false) ? "admin.channelSet"
            : "admin.notAChannel";
        await turn.SayAsync(wording.Get(key, turn.Language), cancellationToken).ConfigureAwait(false);
        return true;
    }

    // Where authentication is off (local mode) nobody can be told from anybody.
    private bool IsAdministrator(PersonTurn turn) =>
        turn.Identity.IsAnonymous
        || (turn.Activity.From?.AadObjectId is { Length: > 0 } id && options.Value.Administrators.Contains(id, StringComparer.OrdinalIgnoreCase));
}
