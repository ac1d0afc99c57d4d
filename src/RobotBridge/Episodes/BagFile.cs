using System.Buffers;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Robotics.RobotBridge.Recordings;
using Robotics.RobotBridge.Ros2.Cdr;

namespace Robotics.RobotBridge.Episodes;

/// <summary>An MCAP file that a thread of its own writes; whoever has messages for it never waits.</summary>
internal sealed class BagFile
{
    private const long MostQueuedBytes = 64 << 20;

    private readonly Channel<(string Topic, MessageType Type, long Time, byte[] Cdr, int Length)> _messages =
        Channel.CreateUnbounded<(string, MessageType, long, byte[], int)>(new UnboundedChannelOptions { SingleReader = true });

    private readonly CdrWriter _cdr = new();
    private readonly Thread _thread;
    private long _queuedBytes;
    private long _dropped;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Begins the file.</summary>
    public BagFile(string path)
    {
        var stream = File.Create(path);
        _thread = new Thread(() => Write(stream)) { IsBackground = true, Name = "bag" };
        _thread.Start();
    }

    /// <summary>Takes a message, or drops and counts it where too many wait.</summary>
    public void Offer<T>(string topic, long time, T message)
        where T : IMessage<T>
    {
        lock (_cdr)
        {
            var cdr = _cdr.Serialize(message).Span;
            var copy = ArrayPool<byte>.Shared.Rent(cdr.Length);
            cdr.CopyTo(copy);
            if (Interlocked.Add(ref _queuedBytes, cdr.Length) <= MostQueuedBytes && _messages.Writer.TryWrite((topic, T.Type, time, copy, cdr.Length)))
                return;
            ArrayPool<byte>.Shared.Return(copy);
            Interlocked.Add(ref _queuedBytes, -cdr.Length);
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>Writes what waits and ends the file.</summary>
    /// <returns>Messages that were dropped.</returns>
    /// <exception cref="IOException">It could not be written.</exception>
    public long Complete()
    {
        _messages.Writer.TryComplete();
        _thread.Join();
        _failure?.Throw();
        return Interlocked.Read(ref _dropped);
    }

    private void Write(FileStream stream)
    {
        try
        {
            using (stream)
            using (var bag = new BagWriter(stream))
            {
                while (_messages.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
                    while (_messages.Reader.TryRead(out var message))
                    {
                        bag.Write(message.Topic, message.Type, message.Time, message.Cdr.AsSpan(0, message.Length));
                        Interlocked.Add(ref _queuedBytes, -message.Length);
                        ArrayPool<byte>.Shared.Return(message.Cdr);
                    }
                bag.Complete();
            }
        }
        catch (Exception fault)
        {
            _messages.Writer.TryComplete();
            _failure = ExceptionDispatchInfo.Capture(fault);
        }
    }
}
