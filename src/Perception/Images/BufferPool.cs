using System.Numerics;

namespace Robotics.Perception.Images;

/// <summary>
/// Arrays that images use one after the other: at camera rate, new ones would keep the garbage collector busy. Lengths are
/// exact, as an image wants its pixels. Keeps a bounded number; an array that nobody gives back is garbage like any other. May be
/// used from any thread.
/// </summary>
public sealed class BufferPool
{
    private const long MostKeptBytes = 64 << 20;

    private readonly Lock _lock = new();
    private readonly List<byte[]> _kept = [];
    private long _keptBytes;
    private long _lent;

    /// <summary>Arrays that were not given back yet.</summary>
    public long Lent
    {
        get
        {
            lock (_lock)
                return _lent;
        }
    }

    /// <summary>An array of exactly this length, with anything in it.</summary>
    public byte[] Rent(int length)
    {
        lock (_lock)
        {
            _lent++;
            if (_kept.FindLastIndex(buffer => buffer.Length == length) is >= 0 and var place)
                return Remove(place);
        }
        return GC.AllocateUninitializedArray<byte>(length);
    }

    /// <summary>An array that holds so many bytes, of one of few lengths: for what differs from message to message.</summary>
    public byte[] RentAtLeast(int length) => Rent(length <= 1 << 30 ? (int)BitOperations.RoundUpToPowerOf2((uint)length) : length);

    /// <summary>Gives an array back; whoever did must not touch it again.</summary>
    public void Return(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        lock (_lock)
        {
            _lent--;
            _kept.Add(buffer);
            _keptBytes += buffer.Length;
            // those of a size that nobody asks for any more are the oldest
            while (_keptBytes > MostKeptBytes)
                Remove(0);
        }
    }

    private byte[] Remove(int place)
    {
        var buffer = _kept[place];
        _kept.RemoveAt(place);
        _keptBytes -= buffer.Length;
        return buffer;
    }
}
