using Robotics.Datasets;
using Robotics.Perception.Images;

namespace Robotics.RobotBridge.Node;

/// <summary>
/// One image of a camera on its way through the node, in buffers from a pool: a copy of the message's bytes, or the pixels
/// once somebody has asked for them. Counts its holders; the last one to release it gives the buffers back. May be used from
/// any thread.
/// </summary>
internal sealed class CameraView
{
    private readonly BufferPool _pool;
    private readonly Lazy<RgbImage> _image;
    private byte[]? _message;
    private byte[]? _pixels;
    private int _holders = 1;

    /// <summary>Copies a message; the caller is its first holder.</summary>
    /// <param name="pool">Where buffers come from.</param>
    /// <param name="message">The image as it was sent; lent until this returns.</param>
    /// <param name="decode">Makes an image of the copy, in an array of the length that it asks for.</param>
    public CameraView(BufferPool pool, ReadOnlyMemory<byte> message, Func<ReadOnlyMemory<byte>, Func<int, byte[]>, RgbImage> decode)
    {
        _pool = pool;
        _message = pool.RentAtLeast(message.Length);
        message.CopyTo(_message);
        var copy = _message.AsMemory(0, message.Length);
        _image = new Lazy<RgbImage>(() => Decode(copy, decode));
    }

    /// <summary>The pixels, decoded by the first who asks; for holders only, and not to be touched after their release.</summary>
    /// <exception cref="DataException">The message is no image.</exception>
    /// <exception cref="ObjectDisposedException">Nobody holds it any more.</exception>
    public RgbImage Image
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _holders) <= 0, this);
            return _image.Value;
        }
    }

    /// <summary>Makes one more holder; for holders only.</summary>
    /// <exception cref="ObjectDisposedException">Nobody holds it any more.</exception>
    public void Hold()
    {
        int holders;
        do
        {
            holders = Volatile.Read(ref _holders);
            ObjectDisposedException.ThrowIf(holders <= 0, this);
        }
        while (Interlocked.CompareExchange(ref _holders, holders + 1, holders) != holders);
    }

    /// <summary>Ends one holder's use.</summary>
    /// <exception cref="InvalidOperationException">It was released more often than it was held.</exception>
    public void Release()
    {
        var left = Interlocked.Decrement(ref _holders);
        if (left < 0)
            throw new InvalidOperationException("An image was released more often than it was held.");
        if (left > 0)
            return;
        GiveBack(ref _message);
        GiveBack(ref _pixels);
    }

    private RgbImage Decode(ReadOnlyMemory<byte> message, Func<ReadOnlyMemory<byte>, Func<int, byte[]>, RgbImage> decode)
    {
        try
        {
            return decode(message, length => _pixels = _pool.Rent(length));
        }
        finally
        {
            GiveBack(ref _message);
        }
    }

    private void GiveBack(ref byte[]? buffer)
    {
        if (Interlocked.Exchange(ref buffer, null) is { } used)
            _pool.Return(used);
    }
}
