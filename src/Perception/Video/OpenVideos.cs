using System.Diagnostics.CodeAnalysis;

namespace Robotics.Perception.Video;

/// <summary>Keeps the files that were used last open, up to a number; opening one costs as much as decoding many frames.</summary>
internal sealed class OpenVideos(int most, int width, int height) : IDisposable
{
    private readonly LinkedList<(string Path, VideoReader Reader)> _idle = [];
    private readonly Lock _lock = new();

    /// <summary>An idle reader of the file, or a new one; it belongs to the caller.</summary>
    internal VideoReader Take(string path) => TryTake(path, out var reader) ? reader : new VideoReader(path, 1, width, height);

    /// <summary>Keeps a reader for the next who wants its file.</summary>
    internal void Return(string path, VideoReader reader)
    {
        VideoReader? oldest = null;
        lock (_lock)
        {
            _idle.AddLast((path, reader));
            if (_idle.Count > most)
            {
                oldest = _idle.First!.Value.Reader;
                _idle.RemoveFirst();
            }
        }
        oldest?.Dispose();
    }

    public void Dispose()
    {
        foreach (var (_, reader) in _idle) reader.Dispose();
        _idle.Clear();
    }

    private bool TryTake(string path, [NotNullWhen(true)] out VideoReader? reader)
    {
        lock (_lock)
        {
            for (var node = _idle.First; node != null; node = node.Next)
                if (node.Value.Path == path)
                {
                    reader = node.Value.Reader;
                    _idle.Remove(node);
                    return true;
                }
        }
        reader = null;
        return false;
    }
}
