using System.Diagnostics;

namespace Robotics.Simulation.Workers;

/// <summary>The parent's end of a worker. After a <see cref="WorkerException"/> the process is gone.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int KeptLines = 6;
    private readonly Process _process;
    private readonly TimeSpan _patience;
    private readonly List<string> _errors = [];
    private readonly ManualResetEventSlim _errorsEnded = new();
    private volatile bool _silent;

    /// <summary>Starts the process.</summary>
    /// <exception cref="WorkerException">The program cannot be started.</exception>
    internal WorkerProcess(WorkerLaunch launch)
    {
        _patience = launch.Patience;
        var start = new ProcessStartInfo(launch.File, launch.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            _process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            throw new WorkerException($"The simulation worker '{launch.File}' cannot be started: {fault.Message}", fault);
        }

        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
    }

    /// <summary>Number of the process.</summary>
    internal int Id => _process.Id;

    /// <summary>Sends a request and waits for its answer, whose first byte must be of the expected kind.</summary>
    /// <exception cref="ArgumentException">The worker refused an argument.</exception>
    /// <exception cref="InvalidOperationException">The request came at the wrong time.</exception>
    /// <exception cref="WorkerException">The worker died, fell silent, failed or broke the protocol; it has been ended.</exception>
    internal byte[] Ask(MessageWriter request, WorkerReply expected)
    {
        byte[] answer;
        try
        {
            using var watch = new Timer(_ => EndSilent(), null, _patience, Timeout.InfiniteTimeSpan);
            MessageStream.Write(_process.StandardInput.BaseStream, request.Message);
            answer = MessageStream.Read(_process.StandardOutput.BaseStream) ?? throw new EndOfStreamException();
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            throw Gone(fault);
        }

        // what it wrote until it answered explains no later failure, and would push out what does
        lock (_errors)
            _errors.Clear();
        var kind = (WorkerReply)answer[0];
        return kind == expected ? answer : throw Refusal(kind, answer);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        _process.Dispose();
        _errorsEnded.Dispose();
    }

    private Exception Refusal(WorkerReply kind, byte[] answer)
    {
        var message = new MessageReader(answer);
        _ = message.Byte();
        try
        {
            switch (kind)
            {
                case WorkerReply.ArgumentRefused: return new ArgumentException(message.Text());
                case WorkerReply.OperationRefused: return new InvalidOperationException(message.Text());
                case WorkerReply.Failed: return new WorkerException(message.Text() ?? "no reason");
            }
        }
        catch (InvalidDataException fault)
        {
            return Gone(fault);
        }

        return Gone(new InvalidDataException($"The answer was of the unexpected kind {kind}."));
    }

    /// <summary>Says how the worker ended, with what it wrote to standard error since its last answer: the first lines, as a crash puts its trace behind them.</summary>
    private WorkerException Gone(Exception fault)
    {
        string reason = fault is InvalidDataException ? $"broke the protocol ({fault.Message})" : "ended";
        if (!_process.WaitForExit(TimeSpan.FromSeconds(2)))
            End();
        else if (!_silent)
            reason += $" with exit code {_process.ExitCode}{(_process.ExitCode > 128 ? $" (signal {_process.ExitCode - 128})" : string.Empty)}";
        if (_silent)
            reason = $"gave no answer for {_patience.TotalSeconds} s and was ended";
        _errorsEnded.Wait(TimeSpan.FromSeconds(2));
        lock (_errors)
            return new WorkerException($"The simulation worker (process {Id}) {reason}. {string.Join(" | ", _errors)}".TrimEnd(), fault);
    }

    private void Keep(string? line)
    {
        if (line is null)
            _errorsEnded.Set();
        lock (_errors)
        {
            if (!string.IsNullOrWhiteSpace(line) && _errors.Count < KeptLines)
                _errors.Add(line);
        }
    }

    private void EndSilent()
    {
        _silent = true;
        End();
    }

    private void End()
    {
        if (!_process.HasExited)
            _process.Kill();
    }
}
