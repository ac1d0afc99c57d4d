using Robotics.Datasets;
using Robotics.Simulation.Physics;
using Robotics.Simulation.Rendering;

namespace Robotics.Simulation.Tasks;

/// <summary>Draws the task's cameras; bound to the thread that made it.</summary>
internal sealed class PickPlaceCameras : IDisposable
{
    private readonly PickPlaceSimulation _simulation;
    private readonly PickPlaceSettings _settings;
    private readonly OffscreenRenderer? _renderer;
    private readonly int[] _cameras;

    internal PickPlaceCameras(PickPlaceSimulation simulation, PickPlaceSettings settings)
    {
        (_simulation, _settings) = (simulation, settings);
        _cameras = [.. settings.Cameras.Select(camera => simulation.Model.Id(MujocoObject.Camera, camera))];
        if (_cameras.Length > 0)
            _renderer = new OffscreenRenderer(simulation.Model, settings.ImageSize, settings.ImageSize);
    }

    /// <summary>One image per camera name.</summary>
    internal Dictionary<string, RgbImage> Draw()
    {
        var images = new Dictionary<string, RgbImage>(_cameras.Length);
        for (int i = 0; i < _cameras.Length; i++)
        {
            byte[] pixels = GC.AllocateUninitializedArray<byte>(_settings.ImageSize * _settings.ImageSize * 3);
            _renderer!.Render(_simulation.Data, _cameras[i], pixels);
            images[_settings.Cameras[i]] = new RgbImage(_settings.ImageSize, _settings.ImageSize, pixels);
        }

        return images;
    }

    /// <inheritdoc/>
    public void Dispose() => _renderer?.Dispose();
}
