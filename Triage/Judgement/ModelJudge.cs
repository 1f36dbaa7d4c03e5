using System.Text.Json;
using AssistantBot.Knowledge.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AssistantBot.Triage.Judgement;

/// <inheritdoc cref="IModelJudge"/>
public sealed partial class ModelJudge : IModelJudge
{
    /// <summary>Name and version of the prompt file.</summary>
    public const string PromptVersion = "judge-message.v1";

    private const int LongestMessage = 2_000;
    private const int LongestEarlier = 400;
    private const int MostEarlier = 8;
    private const int LongestReply = 4_000;
    private const int TokensForReply = 1_000;

    private static readonly string Rules = PromptText.Rules(typeof(ModelJudge).Assembly, PromptVersion);

    private static readonly JsonElement Schema = JsonDocument.Parse(
        $$"""
        {
          "type": "object",
          "properties": {
            "route": { "type": "string", "enum": ["routine", "human"] },
            "reason": { "type": "string", "enum": [{{string.Join(", ", JudgementReader.Reasons.Select(reason => $"\"{reason}\""))}}] },
            "confidence": { "type": "number" },
            "danger": { "type": "boolean" },
            "evidence": { "type": "array", "items": { "type": "string" } },
            "question": { "type": "string" }
          },
          "required": ["route", "reason", "confidence", "danger", "evidence", "question"],
          "additionalProperties": false
        }
        """).RootElement;

    private readonly ModelCall? _model;
    private readonly JudgementOptions _options;
    private readonly ILogger _log;

    /// <summary>Creates a judge.</summary>
    /// <param name="options">Limits.</param>
    /// <param name="client">The model, or null when nothing is judged.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <param name="log">Where failures go; never texts.</param>
    public ModelJudge(IOptions<JudgementOptions> options, IChatClient? client = null, TimeProvider? time = null, ILogger<ModelJudge>? log = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value;
        _log = log ?? NullLogger<ModelJudge>.Instance;
        _model = client is null || !_options.Enabled ? null : new ModelCall(client, time ?? TimeProvider.System, _log);
    }

    /// <inheritdoc/>
    public bool IsConfigured => _model is not null;

    /// <inheritdoc/>
    public async Task<ModelJudgement?> JudgeAsync(JudgementRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_model is null || string.IsNullOrWhiteSpace(request.Text))
            return null;
        var prompt = ModelPrompt.Create(
            PromptVersion,
            Rules,
            new
            {
                message = PromptText.Said(request.Text, LongestMessage),
                earlier = request.History.TakeLast(MostEarlier).Select(turn => new
                {
                    from = turn.FromUser ? "person" : "assistant", text = PromptText.Said(turn.Text, LongestEarlier),
                }),
            },
            _model.Model);
        var raw = await _model.RunAsync(
            prompt,
            new ModelCallOptions
            {
                Temperature = 0,
                MaxOutputTokens = TokensForReply,
                ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema, "judgement"),
                Timeout = _options.Timeout,
                Caller = request.Caller,
            },
            LongestReply, request.ModelResults, onText: null, cancellationToken).ConfigureAwait(false);
        if (raw is null)
            return null;
        var judgement = JudgementReader.Read(raw, request);
        if (judgement is null)
            LogUnreadable(PromptVersion);
        return judgement;
    }

    [LoggerMessage(1, LogLevel.Warning, "The model's judgement cannot be read (prompt {Prompt}); the classifier decides alone")]
    private partial void LogUnreadable(string prompt);
}
