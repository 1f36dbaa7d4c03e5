using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AssistantBot.Tests.Support;

/// <summary>
/// A real nginx with the configuration that docs/operations shows, changed only in what an operator changes: port, certificate, nodes, log.
/// </summary>
internal sealed class NginxProcess : IAsyncDisposable
{
    private static readonly string[] Candidates = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx", "/usr/local/bin/nginx", "/opt/homebrew/bin/nginx"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assistantbot-nginx-");
    private readonly Process _process;

    private NginxProcess(int[] nodes)
    {
        var program = Array.Find(Candidates, File.Exists) ?? throw new FileNotFoundException("nginx is missing; test.sh installs it.");
        WriteCertificate();
        File.WriteAllText(Path.Combine(_folder.FullName, "site.conf"), Site(nodes));
        File.WriteAllText(Path.Combine(_folder.FullName, "nginx.conf"), $$"""
            daemon off;
            pid {{_folder.FullName}}/nginx.pid;
            error_log {{ErrorLog}} info;
            events { worker_connections 256; }
            http {
                client_body_temp_path {{_folder.FullName}}/body;
                proxy_temp_path {{_folder.FullName}}/proxy;
                fastcgi_temp_path {{_folder.FullName}}/fastcgi;
                uwsgi_temp_path {{_folder.FullName}}/uwsgi;
                scgi_temp_path {{_folder.FullName}}/scgi;
                include {{_folder.FullName}}/site.conf;
            }
            """);
        _process = Process.Start(new ProcessStartInfo(program, ["-p", _folder.FullName, "-e", ErrorLog, "-c", Path.Combine(_folder.FullName, "nginx.conf")]))!;
    }

    /// <summary>Where it listens, with TLS.</summary>
    public int Port { get; } = LoopbackPort.Free();

    /// <summary>What it wrote about requests.</summary>
    public string AccessLog => Path.Combine(_folder.FullName, "access.log");

    /// <summary>What it wrote about failures.</summary>
    public string ErrorLog => Path.Combine(_folder.FullName, "error.log");

    /// <summary>Starts it before nodes on loopback ports, some of which may be away.</summary>
    public static async Task<NginxProcess> StartAsync(params int[] nodes)
    {
        var nginx = new NginxProcess(nodes);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var deadline = new CancellationTokenSource(Patience.Generous);
        while (true)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync("127.0.0.1", nginx.Port);
                return nginx;
            }
            catch (SocketException) when (!nginx._process.HasExited)
            {
                await ticks.WaitForNextTickAsync(deadline.Token);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The master takes its workers with it when it is asked to go.
        using (var quit = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await quit.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private string Site(int[] nodes)
    {
        var shown = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "operations", "nginx.conf"));
        string[] lines = ["127.0.0.1:3978", "127.0.0.1:3979"];
        for (var i = 0; i < lines.Length; i++)
            shown = Changed(shown, lines[i], $"127.0.0.1:{nodes[i]}");
        shown = Changed(shown, "listen 443", $"listen 127.0.0.1:{Port}");
        shown = Changed(shown, "/etc/ssl/bot.example.com.pem", $"{_folder.FullName}/site.pem");
        shown = Changed(shown, "/etc/ssl/bot.example.com.key", $"{_folder.FullName}/site.key");
        return Changed(shown, "/var/log/nginx/assistantbot.log", AccessLog);
    }

    private static string Changed(string text, string from, string to) =>
        text.Contains(from, StringComparison.Ordinal) ? text.Replace(from, to, StringComparison.Ordinal) : throw new InvalidDataException($"nginx.conf has no {from}.");

    private void WriteCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=bot.example.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(_folder.FullName, "site.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder.FullName, "site.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
