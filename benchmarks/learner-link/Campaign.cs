using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Robotics.Benchmarks.LinkKills;

/// <summary>One actor, one learner and the network between them; kills any of the three, again and again.</summary>
public sealed class Campaign : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);
    private readonly string _program;
    private readonly Random _random;
    private readonly string _folder = Directory.CreateTempSubdirectory("learner-link-").FullName;
    private readonly Ledger _ledger = new();
    private readonly BrittleNetwork _network;
    private readonly int _port;
    private readonly Dictionary<string, int> _kills = [];
    private readonly CancellationTokenSource _stop = new();
    private Process? _actor;
    private Process? _learner;
    private Task _reading = Task.CompletedTask;

    /// <summary>Prepares; nothing runs yet.</summary>
    /// <param name="program">The executable of this benchmark.</param>
    /// <param name="seed">Order of the kills.</param>
    public Campaign(string program, int seed)
    {
        (_program, _random, _port) = (program, new Random(seed), FreePort());
        _network = new BrittleNetwork(_port);
    }

    private string Store => Path.Combine(_folder, "store");

    private string Weights => Path.Combine(_folder, "policy.bin");

    /// <summary>Kills so often, lets everything arrive, and compares.</summary>
    /// <param name="kills">How often.</param>
    /// <param name="say">Told how far it is.</param>
    public Outcome Run(int kills, Action<string> say)
    {
        ArgumentNullException.ThrowIfNull(say);
        var training = Task.Run(TrainAsync);
        StartLearner();
        StartActor(ActorProcess.Act);
        for (var i = 1; i <= kills; i++)
        {
            // half of the kills come in quick succession, half hit an actor that has got somewhere, on a machine however slow
            if (_random.Next(2) == 0)
                Thread.Sleep(_random.Next(150));
            else
                AwaitWork(_random.Next(20, 150));
            Kill();
            if (i % 50 == 0)
                say($"{i} of {kills}");
        }
        Kill(ref _actor);
        _reading.Wait();
        StartActor(ActorProcess.Drain);
        if (!_actor!.WaitForExit(Patience) || _actor.ExitCode != 0)
            throw new InvalidOperationException($"The spool did not empty within {Patience.TotalSeconds} s.");
        _reading.Wait();
        Kill(ref _learner);
        _stop.Cancel();
        training.Wait();
        return _ledger.Compare(Store, _kills);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        Kill(ref _actor);
        Kill(ref _learner);
        _network.Dispose();
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void AwaitWork(int lines)
    {
        var (since, end) = (Stopwatch.GetTimestamp(), _ledger.Lines + lines);
        while (_ledger.Lines < end && Stopwatch.GetElapsedTime(since) < Patience)
            Thread.Sleep(2);
    }

    private void Kill()
    {
        var victim = _random.Next(10) switch { < 4 => "actor", < 7 => "learner", _ => "network" };
        _kills[victim] = _kills.GetValueOrDefault(victim) + 1;
        switch (victim)
        {
            case "actor":
                Kill(ref _actor);
                _reading.Wait();
                StartActor(ActorProcess.Act);
                break;
            case "learner":
                Kill(ref _learner);
                Thread.Sleep(_random.Next(200));
                StartLearner();
                break;
            default:
                BreakNetwork();
                break;
        }
    }

    private void BreakNetwork()
    {
        switch (_random.Next(3))
        {
            case 0:
                _network.Cut();
                break;
            case 1:
                _network.Stall();
                Thread.Sleep(_random.Next(400));
                _network.Cut();
                break;
            default:
                _network.Refuse();
                _network.Cut();
                Thread.Sleep(_random.Next(300));
                break;
        }
        _network.Heal();
    }

    private void StartLearner() => _learner = Start(LearnerProcess.Name, $"tcp://127.0.0.1:{_port}", Store, Weights);

    private void StartActor(string mode)
    {
        _actor = Start(ActorProcess.Name, $"tcp://127.0.0.1:{_network.Port}", Path.Combine(_folder, "spool"), mode);
        var output = _actor.StandardOutput;
        _reading = Task.Run(() =>
        {
            while (output.ReadLine() is { } line)
                _ledger.Hear(line);
        });
    }

    private Process Start(params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(_program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        // nobody reads it, but a full pipe would stop the process
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private static void Kill(ref Process? process)
    {
        if (process is null)
            return;
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        process = null;
    }

    // a training that mostly writes as it should, and sometimes in place with a pause in the middle
    private async Task TrainAsync()
    {
        for (var seed = 1; !_stop.IsCancellationRequested; seed++)
        {
            var bytes = SeededWeights.Of(seed);
            if (seed % 3 == 0)
            {
                using var file = new FileStream(Weights, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
                file.Write(bytes, 0, bytes.Length / 2);
                file.Flush();
                await Task.Delay(1200);
                file.Write(bytes, bytes.Length / 2, bytes.Length - bytes.Length / 2);
                file.SetLength(bytes.Length);
            }
            else
            {
                File.WriteAllBytes(Weights + ".new", bytes);
                File.Move(Weights + ".new", Weights, overwrite: true);
            }
            await Task.Delay(1500);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
