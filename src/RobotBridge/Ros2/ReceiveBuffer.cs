using System.Numerics;

namespace Robotics.RobotBridge.Ros2;

/// <summary>
/// The bytes of the message that a transport is handing over, copied out of the middleware into one array that every message
/// uses again. An array of the runtime, so that a receiver which keeps bytes without copying them sees another message there
/// and never freed memory. For one thread.
/// </summary>
internal sealed class ReceiveBuffer
{
    // one forged size must not hold memory for good
    private const int MostKept = 16 << 20;

    private byte[] _bytes = [];

    /// <summary>Takes a message in; valid until the next call.</summary>
    public ReadOnlyMemory<byte> Fill(ReadOnlySpan<byte> message)
    {
        if (message.Length > MostKept)
            return message.ToArray();
        if (message.Length > _bytes.Length)
            _bytes = GC.AllocateUninitializedArray<byte>((int)BitOperations.RoundUpToPowerOf2((uint)message.Length));
        message.CopyTo(_bytes);
        return _bytes.AsMemory(0, message.Length);
    }
}
