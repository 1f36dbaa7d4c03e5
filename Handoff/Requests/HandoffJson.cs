using System.Text.Json;
using System.Text.Json.Serialization;
using AssistantBot.Handoff.OnCall;
using AssistantBot.Handoff.Relay;
using AssistantBot.Handoff.Reviews;

namespace AssistantBot.Handoff.Requests;

/// <summary>Source-generated JSON of desk commands, timers, and of what conversations tell each other about a handoff.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeskAccept))]
[JsonSerializable(typeof(DeskMessage))]
[JsonSerializable(typeof(DeskEdit))]
[JsonSerializable(typeof(DeskNote))]
[JsonSerializable(typeof(DeskTransfer))]
[JsonSerializable(typeof(DeskClose))]
[JsonSerializable(typeof(DeskResult))]
[JsonSerializable(typeof(DecisionReview))]
[JsonSerializable(typeof(DeskReview))]
[JsonSerializable(typeof(HandoffSignal))]
[JsonSerializable(typeof(HandoffTimer))]
[JsonSerializable(typeof(OnCallAlert))]
public sealed partial class HandoffJson : JsonSerializerContext;
