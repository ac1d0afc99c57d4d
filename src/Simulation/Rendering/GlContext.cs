using Robotics.Simulation.Physics;

namespace Robotics.Simulation.Rendering;

/// <summary>An OpenGL context without a window; it belongs to the thread that made it.</summary>
internal abstract class GlContext : IDisposable
{
    [ThreadStatic]
    private static GlContext? _current;

    private readonly int _thread = Environment.CurrentManagedThreadId;

    /// <summary>Directs the OpenGL calls of this thread to this context.</summary>
    /// <exception cref="InvalidOperationException">Another thread made the context.</exception>
    internal void MakeCurrent()
    {
        if (_thread != Environment.CurrentManagedThreadId)
            throw new InvalidOperationException("A renderer works only on the thread that made it; give each thread its own.");
        if (_current == this)
            return;
        Activate();
        _current = this;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_current == this)
            _current = null;
        Release();
    }

    protected abstract void Activate();

    protected abstract void Release();

    protected static MujocoException Failure(string what) => new(
        $"{what}. Offscreen rendering on Debian 12: apt-get install libegl1 libegl-mesa0 libgl1-mesa-dri libosmesa6");
}
