using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Robotics.Datasets.Files;

namespace Robotics.Cli.Runs;

/// <summary>
/// Writes scalars as TensorBoard reads them: a TFRecord file of Event messages
/// (tensorflow/core/util/event.proto: wall_time 1, step 2, file_version 3, summary 5, session_log 7).
/// </summary>
public sealed class TensorBoardEvents : IDisposable
{
    private readonly Stream _file;
    private readonly TimeProvider _clock;

    private TensorBoardEvents(Stream file, TimeProvider clock) => (_file, _clock) = (file, clock);

    /// <summary>Starts a new event file; on a resumed run TensorBoard drops what older files hold after the step.</summary>
    public static TensorBoardEvents Create(string directory, int step, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var milliseconds = clock.GetUtcNow().ToUnixTimeMilliseconds();
        string path;
        do
        {
            var seconds = (milliseconds++ / 1000.0).ToString("F3", CultureInfo.InvariantCulture);
            path = Path.Combine(directory, $"events.out.tfevents.{seconds}.robotics");
        }
        while (File.Exists(path));
        var events = new TensorBoardEvents(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read), clock);
        events.WriteEvent(0, message => Text(message, 3, "brain.Event:2"));
        const int Start = 1;
        if (step > 0) events.WriteEvent(step + 1, message => Bytes(message, 7, Message(log => Number(log, 1, Start))));
        return events;
    }

    /// <summary>Appends one event with all values of a step.</summary>
    public void Write(int step, IReadOnlyDictionary<string, double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        WriteEvent(step, message => Bytes(message, 5, Message(summary =>
        {
            foreach (var (tag, value) in values) Bytes(summary, 1, Message(scalar => Scalar(scalar, tag, (float)value)));
        })));
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void WriteEvent(long step, Action<Stream> content)
    {
        var data = Message(message =>
        {
            Tag(message, 1, wireType: 1);
            Span<byte> time = stackalloc byte[8];
            BinaryPrimitives.WriteDoubleLittleEndian(time, _clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0);
            message.Write(time);
            Number(message, 2, (ulong)step);
            content(message);
        });
        Span<byte> header = stackalloc byte[12];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], Masked(header[..8]));
        Span<byte> footer = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(footer, Masked(data));
        _file.Write(header);
        _file.Write(data);
        _file.Write(footer);
        _file.Flush();
    }

    /// <summary>TFRecord's mask: a record that itself contains checksums must not weaken its own.</summary>
    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        var crc = Crc32C.Of(bytes);
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
    }

    private static void Scalar(Stream message, string tag, float value)
    {
        Text(message, 1, tag);
        Tag(message, 2, wireType: 5);
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        message.Write(bytes);
    }

    private static byte[] Message(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    private static void Text(Stream message, int field, string text) => Bytes(message, field, Encoding.UTF8.GetBytes(text));

    private static void Bytes(Stream message, int field, byte[] bytes)
    {
        Tag(message, field, wireType: 2);
        Varint(message, (ulong)bytes.Length);
        message.Write(bytes);
    }

    private static void Number(Stream message, int field, ulong value)
    {
        Tag(message, field, wireType: 0);
        Varint(message, value);
    }

    private static void Tag(Stream message, int field, int wireType) => Varint(message, (ulong)((field << 3) | wireType));

    private static void Varint(Stream message, ulong value)
    {
        for (; value >= 0x80; value >>= 7) message.WriteByte((byte)(value | 0x80));
        message.WriteByte((byte)value);
    }
}
