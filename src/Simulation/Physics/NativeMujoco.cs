using System.Runtime.InteropServices;

namespace Robotics.Simulation.Physics;

/// <summary>The entry points that the binding uses; every argument is blittable.</summary>
internal static unsafe partial class NativeMujoco
{
    /// <summary>The exact library that <see cref="MujocoLayout"/> was generated for.</summary>
    internal const string Library = "libmujoco.so.2.2.2";

    [LibraryImport(Library)]
    internal static partial int mj_version();

    [LibraryImport(Library)]
    internal static partial void mj_defaultVFS(byte* vfs);

    [LibraryImport(Library)]
    internal static partial int mj_makeEmptyFileVFS(byte* vfs, byte* filename, int size);

    [LibraryImport(Library)]
    internal static partial int mj_findFileVFS(byte* vfs, byte* filename);

    [LibraryImport(Library)]
    internal static partial void mj_deleteVFS(byte* vfs);

    [LibraryImport(Library)]
    internal static partial byte* mj_loadXML(byte* filename, byte* vfs, byte* error, int errorSize);

    [LibraryImport(Library)]
    internal static partial void mj_deleteModel(byte* model);

    [LibraryImport(Library)]
    internal static partial byte* mj_makeData(byte* model);

    [LibraryImport(Library)]
    internal static partial void mj_deleteData(byte* data);

    [LibraryImport(Library)]
    internal static partial void mj_resetData(byte* model, byte* data);

    [LibraryImport(Library)]
    internal static partial void mj_forward(byte* model, byte* data);

    [LibraryImport(Library)]
    internal static partial void mj_step(byte* model, byte* data);

    [LibraryImport(Library)]
    internal static partial void mj_kinematics(byte* model, byte* data);

    [LibraryImport(Library)]
    internal static partial void mj_comPos(byte* model, byte* data);

    [LibraryImport(Library)]
    internal static partial void mj_camlight(byte* model, byte* data);

    [LibraryImport(Library)]
    internal static partial int mj_name2id(byte* model, int type, byte* name);

    [LibraryImport(Library)]
    internal static partial void mj_jacSite(byte* model, byte* data, double* position, double* rotation, int site);

    [LibraryImport(Library)]
    internal static partial void mjv_defaultCamera(byte* camera);

    [LibraryImport(Library)]
    internal static partial void mjv_defaultOption(byte* option);

    [LibraryImport(Library)]
    internal static partial void mjv_defaultScene(byte* scene);

    [LibraryImport(Library)]
    internal static partial void mjv_makeScene(byte* model, byte* scene, int maximumGeoms);

    [LibraryImport(Library)]
    internal static partial void mjv_freeScene(byte* scene);

    [LibraryImport(Library)]
    internal static partial void mjv_updateScene(
        byte* model, byte* data, byte* option, byte* perturbation, byte* camera, int categories, byte* scene);

    [LibraryImport(Library)]
    internal static partial void mjr_defaultContext(byte* context);

    [LibraryImport(Library)]
    internal static partial void mjr_makeContext(byte* model, byte* context, int fontScale);

    [LibraryImport(Library)]
    internal static partial void mjr_freeContext(byte* context);

    [LibraryImport(Library)]
    internal static partial void mjr_setBuffer(int framebuffer, byte* context);

    [LibraryImport(Library)]
    internal static partial void mjr_render(Viewport viewport, byte* scene, byte* context);

    [LibraryImport(Library)]
    internal static partial void mjr_readPixels(byte* rgb, float* depth, Viewport viewport, byte* context);

    /// <summary>mjrRect: a rectangle of pixels.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Viewport
    {
        internal int Left, Bottom, Width, Height;
    }
}
