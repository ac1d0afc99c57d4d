using System.Runtime.InteropServices;
using System.Text;

namespace Robotics.Simulation.Physics;

/// <summary>A compiled model. Spans over its arrays are views of native memory: valid until the model is disposed.</summary>
public sealed unsafe partial class MujocoModel : SafeHandle
{
    private const int ErrorSize = 1024;
    private static readonly Lock Compiler = new();

    private MujocoModel(nint model)
        : base(0, ownsHandle: true)
    {
        SetHandle(model);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Seconds per physics step.</summary>
    public double Timestep => *(double*)(Pointer + MujocoLayout.ModelTimestep);

    internal byte* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return (byte*)handle;
        }
    }

    /// <summary>Compiles a model from MJCF.</summary>
    /// <exception cref="MujocoException">The library is missing or the XML is no model; the message holds the compiler's.</exception>
    public static MujocoModel FromXml(string xml)
    {
        ArgumentNullException.ThrowIfNull(xml);
        MujocoLibrary.EnsureLoaded();
        byte* files = (byte*)NativeMemory.AllocZeroed(MujocoLayout.VfsSize);
        try
        {
            // the compiler keeps the last XML in a global variable
            lock (Compiler)
                return Compile(files, Encoding.UTF8.GetBytes(xml));
        }
        finally
        {
            NativeMemory.Free(files);
        }
    }

    /// <summary>Number of a named element.</summary>
    /// <exception cref="MujocoException">The model has none of this name.</exception>
    public int Id(MujocoObject kind, string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name + '\0');
        int id;
        fixed (byte* text = bytes)
            id = NativeMujoco.mj_name2id(Pointer, (int)kind, text);
        return id >= 0 ? id : throw new MujocoException($"The model has no {kind} named '{name}'.");
    }

    internal void EnlargeOffscreenBuffer(int width, int height)
    {
        ref int currentWidth = ref *(int*)(Pointer + MujocoLayout.ModelOffscreenWidth);
        ref int currentHeight = ref *(int*)(Pointer + MujocoLayout.ModelOffscreenHeight);
        currentWidth = Math.Max(currentWidth, width);
        currentHeight = Math.Max(currentHeight, height);
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMujoco.mj_deleteModel((byte*)handle);
        return true;
    }

    private static MujocoModel Compile(byte* files, byte[] xml)
    {
        NativeMujoco.mj_defaultVFS(files);
        byte* error = stackalloc byte[ErrorSize];
        error[0] = 0;
        fixed (byte* name = "model.xml\0"u8)
        {
            if (NativeMujoco.mj_makeEmptyFileVFS(files, name, xml.Length) != 0)
                throw new MujocoException($"MuJoCo cannot hold a model of {xml.Length} bytes of XML.");
            try
            {
                byte* content = ((byte**)(files + MujocoLayout.VfsFileData))[NativeMujoco.mj_findFileVFS(files, name)];
                xml.CopyTo(new Span<byte>(content, xml.Length));
                byte* model = NativeMujoco.mj_loadXML(name, files, error, ErrorSize);
                return model != null
                    ? new MujocoModel((nint)model)
                    : throw new MujocoException("MJCF: " + Marshal.PtrToStringUTF8((nint)error));
            }
            finally
            {
                NativeMujoco.mj_deleteVFS(files);
            }
        }
    }
}
