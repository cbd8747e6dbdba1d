using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Forwarder.Tests.Support;

/// <summary>
/// A RabbitMQ node of its own: on loopback, with ports, name, cookie, home and data that nothing else uses. It can be killed and started
/// again on what it left.
/// </summary>
internal sealed class Broker : IAsyncDisposable
{
    private const string Installed = "/usr/lib/rabbitmq/lib";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string? Script = Find();

    private readonly string _folder = Directory.CreateTempSubdirectory("opossum-broker-").FullName;
    private readonly int _port = FreePort();
    private readonly int _names = FreePort();               // of epmd, which maps names of nodes to ports
    private readonly int _distribution = FreePort();
    private readonly string _node = "opossum-" + Guid.NewGuid().ToString("N")[..8] + "@localhost";
    private readonly Process _epmd;
    private Process? _process;

    private Broker()
    {
        var home = Directory.CreateDirectory(Path.Combine(_folder, "home")).FullName;
        var cookie = Path.Combine(home, ".erlang.cookie");
        File.WriteAllText(cookie, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(cookie, UnixFileMode.UserRead);      // or Erlang refuses it
        File.WriteAllText(Path.Combine(_folder, "plugins"), "[].\n");
        File.WriteAllText(Path.Combine(_folder, "env.conf"), "");
        File.WriteAllText(Path.Combine(_folder, "rabbitmq.conf"),
            $"listeners.tcp.1 = 127.0.0.1:{_port}\nlog.console = false\nlog.file = node.log\n");
        _epmd = Start("epmd", "-port", $"{_names}", "-address", "127.0.0.1");
    }

    /// <summary>Why no broker can be started here; null if one can.</summary>
    public static string? Missing { get; } = Script is not null ? null
        : "RabbitMQ is not installed here: apt-get install --no-install-recommends rabbitmq-server.";

    public Uri Address => new($"amqp://127.0.0.1:{_port}");

    public static async Task<Broker> StartAsync()
    {
        var broker = new Broker();
        try
        {
            await broker.RestartAsync();
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it and waits until it listens.</summary>
    public async Task RestartAsync()
    {
        _process = Start(Script!);
        var begin = TimeProvider.System.GetTimestamp();
        while (!await ListensAsync())
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(begin) > Patience)
                throw new InvalidOperationException("The broker did not start.");
            await Task.Delay(50);
        }
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is closed.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in (Process?[])[_process, _epmd])
        {
            if (process is null) continue;
            if (!process.HasExited) process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder };
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)
        [
            ("HOME", Path.Combine(_folder, "home")), ("LANG", "C.UTF-8"),
            ("ERL_EPMD_PORT", $"{_names}"), ("ERL_EPMD_ADDRESS", "127.0.0.1"),
            ("RABBITMQ_CONF_ENV_FILE", Path.Combine(_folder, "env.conf")),
            ("RABBITMQ_CONFIG_FILE", Path.Combine(_folder, "rabbitmq.conf")),
            ("RABBITMQ_ENABLED_PLUGINS_FILE", Path.Combine(_folder, "plugins")),
            ("RABBITMQ_MNESIA_BASE", Path.Combine(_folder, "data")), ("RABBITMQ_LOG_BASE", Path.Combine(_folder, "log")),
            ("RABBITMQ_PID_FILE", Path.Combine(_folder, "pid")),
            ("RABBITMQ_NODENAME", _node), ("RABBITMQ_DIST_PORT", $"{_distribution}"),
            ("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "+sbwt none -kernel inet_dist_use_interface {127,0,0,1}"),
            ("detached", "1"),      // the script becomes the node instead of its parent, so that the process id is the node's
        ])
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private async Task<bool> ListensAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The script itself: Debian's wrapper would change to the user of the system's service.</summary>
    private static string? Find() => !Directory.Exists(Installed) ? null : Directory.GetDirectories(Installed, "rabbitmq_server-*")
        .Select(static folder => Path.Combine(folder, "sbin", "rabbitmq-server")).FirstOrDefault(File.Exists);
}
