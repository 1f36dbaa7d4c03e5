using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace AssistantBot.Bot.Models;

/// <summary>What a failed call means and what to do about it, in plain words that never hold the key or what the server said.</summary>
internal static class ModelFailures
{
    /// <summary>The explanation of a failure.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="section">Where the settings stand, such as <c>Model</c>.</param>
    /// <param name="address">The address called.</param>
    /// <param name="name">The model's name.</param>
    public static string Explain(Exception failure, string section, Uri address, string name) => failure switch
    {
        ModelRefusedException refused => Explain(refused, section, address, name),
        TimeoutException or OperationCanceledException =>
            $"Too slow: {address.Host} took the call and did not answer in time. A large model on a small machine, an overloaded provider, or a proxy that holds answers back.",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
            $"No such host: the name {address.Host} cannot be resolved. Check {section}:Endpoint for typing errors, and this machine's DNS.",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            $"No secure connection: the TLS handshake with {address.Host} failed. A certificate this machine does not trust (a company proxy?), a wrong clock, or https written for a server that speaks http.",
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } =>
            "The proxy refused to connect. Check HTTPS_PROXY and NO_PROXY.",
        HttpRequestException request when Socket(request) is { } code => Explain(code, section, address),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } =>
            $"No connection to {address.Host}:{address.Port}. Check {section}:Endpoint, the firewall and the proxy.",
        IOException or HttpRequestException =>
            $"Cut off: {address.Host} ended the connection before its answer was whole. Try again; if it stays, look for a proxy in between.",
        JsonException or FormatException or InvalidOperationException or ArgumentException or KeyNotFoundException or NullReferenceException =>
            Garbage(section, address),
        _ => $"The call failed ({failure.GetType().Name}).",
    };

    /// <summary>What it means when the answer is no answer.</summary>
    public static string Garbage(string section, Uri address) =>
        $"Not a model's answer: {address} answers, but not in the provider's protocol. {section}:Endpoint probably lacks its path (often /v1), or a sign-in page stands in between.";

    private static string Explain(ModelRefusedException refused, string section, Uri address, string name) => refused.StatusCode switch
    {
        HttpStatusCode.Unauthorized => $"Key refused (401): {address.Host} does not know the key in {section}:ApiKey. Copy it anew; a key of another provider or project does not work here.",
        HttpStatusCode.Forbidden => $"Not allowed (403): the key is known, but may not use '{name}' here. Check the account's region, project and rights.",
        HttpStatusCode.NotFound => $"Not found (404): there is no model '{name}' at {address}. Check {section}:Name (on Azure it is the deployment's name, on Ollama it must be pulled first), then {section}:Endpoint.",
        HttpStatusCode.TooManyRequests when refused.Code is "insufficient_quota" or "billing_not_active" =>
            "No credit (429): the account has none left. Add credit with the provider.",
        HttpStatusCode.TooManyRequests => "Too many requests (429): the provider limits this account."
            + (refused.RetryAfter is { } wait ? $" It asks to wait {wait.TotalSeconds:0} s." : " Wait a minute and try again."),
        HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity =>
            $"Request refused ({(int)refused.StatusCode}{Code(refused)}): '{name}' does not take one of the fields sent. Set {section}:StructuredOutput=Prompt and leave {section}:Reasoning empty; if it stays, the model's name is wrong.",
        HttpStatusCode.PaymentRequired => "No credit (402): the account has none left. Add credit with the provider.",
        HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout => $"Too slow ({(int)refused.StatusCode}): the provider gave up by itself. Try again.",
        >= HttpStatusCode.InternalServerError => $"The provider's own error ({(int)refused.StatusCode}{Code(refused)}): nothing here is wrong. Try again later.",
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest =>
            $"Sent elsewhere ({(int)refused.StatusCode}): {address} redirects, and the key is not sent along. Configure the address it leads to.",
        var status => $"Refused ({(int)status!}{Code(refused)}).",
    };

    private static string Explain(SocketError code, string section, Uri address) => code switch
    {
        SocketError.ConnectionRefused => address.IsLoopback
            ? $"Refused: nothing listens on {address.Host}:{address.Port}. Start the server (for Ollama: 'ollama serve'), or correct {section}:Endpoint."
            : $"Refused: {address.Host} takes no connection on port {address.Port}. Check {section}:Endpoint and the firewall.",
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData =>
            $"No such host: the name {address.Host} cannot be resolved. Check {section}:Endpoint for typing errors, and this machine's DNS.",
        SocketError.ConnectionReset => $"Cut off: {address.Host} reset the connection. Try again; if it stays, look for a proxy or firewall in between.",
        SocketError.TimedOut => $"No connection: {address.Host}:{address.Port} does not answer. Check the firewall and the proxy.",
        _ => $"No connection to {address.Host}:{address.Port} ({code}). Check {section}:Endpoint, the firewall and the proxy.",
    };

    private static string Code(ModelRefusedException refused) => refused.Code is { } code ? $", {code}" : "";

    private static SocketError? Socket(Exception failure)
    {
        for (var inner = failure.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException socket)
                return socket.SocketErrorCode;
        }

        return null;
    }
}
