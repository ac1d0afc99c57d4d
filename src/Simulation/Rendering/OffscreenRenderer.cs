using System.Runtime.InteropServices;
using Robotics.Simulation.Physics;

namespace Robotics.Simulation.Rendering;

/// <summary>
/// Draws cameras of a model into memory. Bound to the thread that made it. The model's quality settings
/// (no shadow map, no multisampling, few slices) matter more for speed than anything here.
/// </summary>
public sealed unsafe class OffscreenRenderer : IDisposable
{
    private const int MaximumGeoms = 500;
    private const int FontScale = 50;
    private const int OffscreenBuffer = 1;
    private const int FixedCamera = 2;
    private const int AllCategories = 7;
    private const int ShadowFlag = 0;
    private const int ReflectionFlag = 2;

    private readonly MujocoModel _model;
    private readonly GlContext _gl;
    private readonly byte[] _row;
    private byte* _scene;
    private byte* _context;
    private byte* _option;
    private byte* _camera;

    /// <summary>Prepares to draw images of one size.</summary>
    /// <exception cref="MujocoException">No OpenGL platform works; the message names the packages.</exception>
    public OffscreenRenderer(MujocoModel model, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        (_model, Width, Height) = (model, width, height);
        _row = new byte[width * 3];
        model.EnlargeOffscreenBuffer(width, height);
        _gl = GlPlatform.CreateContext();
        _gl.MakeCurrent();
        _scene = Allocate(MujocoLayout.SceneSize);
        _context = Allocate(MujocoLayout.ContextSize);
        _option = Allocate(MujocoLayout.OptionSize);
        _camera = Allocate(MujocoLayout.CameraSize);
        Prepare();
    }

    /// <summary>Pixels.</summary>
    public int Width { get; }

    /// <summary>Pixels.</summary>
    public int Height { get; }

    /// <summary>Draws what a camera of the model sees.</summary>
    /// <param name="data">The state to draw.</param>
    /// <param name="camera">Camera number in the model.</param>
    /// <param name="rgb">Receives [H, W, 3], rows from the top.</param>
    public void Render(MujocoData data, int camera, Span<byte> rgb)
    {
        ArgumentNullException.ThrowIfNull(data);
        ObjectDisposedException.ThrowIf(_scene == null, this);
        if (rgb.Length != Width * Height * 3)
            throw new ArgumentException($"An image of {Width}x{Height} has {Width * Height * 3} bytes.", nameof(rgb));
        _gl.MakeCurrent();
        *(int*)(_camera + MujocoLayout.CameraType) = FixedCamera;
        *(int*)(_camera + MujocoLayout.CameraFixedId) = camera;
        NativeMujoco.mjv_updateScene(_model.Pointer, data.Pointer, _option, null, _camera, AllCategories, _scene);
        var viewport = new NativeMujoco.Viewport { Width = Width, Height = Height };
        NativeMujoco.mjr_render(viewport, _scene, _context);
        fixed (byte* pixels = rgb)
            NativeMujoco.mjr_readPixels(pixels, null, viewport, _context);
        FlipRows(rgb);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_scene == null)
            return;
        _gl.MakeCurrent();
        NativeMujoco.mjr_freeContext(_context);
        NativeMujoco.mjv_freeScene(_scene);
        NativeMemory.Free(_scene);
        NativeMemory.Free(_context);
        NativeMemory.Free(_option);
        NativeMemory.Free(_camera);
        _scene = null;
        _gl.Dispose();
    }

    private static byte* Allocate(int size) => (byte*)NativeMemory.AllocZeroed((nuint)size);

    private void Prepare()
    {
        NativeMujoco.mjv_defaultScene(_scene);
        NativeMujoco.mjv_defaultOption(_option);
        NativeMujoco.mjv_defaultCamera(_camera);
        NativeMujoco.mjr_defaultContext(_context);
        NativeMujoco.mjv_makeScene(_model.Pointer, _scene, MaximumGeoms);
        NativeMujoco.mjr_makeContext(_model.Pointer, _context, FontScale);
        NativeMujoco.mjr_setBuffer(OffscreenBuffer, _context);
        if (*(int*)(_context + MujocoLayout.ContextCurrentBuffer) != OffscreenBuffer)
            throw new MujocoException("OpenGL offers no offscreen buffer here.");
        _scene[MujocoLayout.SceneFlags + ShadowFlag] = 0;
        _scene[MujocoLayout.SceneFlags + ReflectionFlag] = 0;
    }

    /// <summary>OpenGL's rows start at the bottom.</summary>
    private void FlipRows(Span<byte> rgb)
    {
        int stride = Width * 3;
        for (int top = 0, bottom = Height - 1; top < bottom; top++, bottom--)
        {
            Span<byte> upper = rgb.Slice(top * stride, stride), lower = rgb.Slice(bottom * stride, stride);
            upper.CopyTo(_row);
            lower.CopyTo(upper);
            _row.CopyTo(lower);
        }
    }
}
