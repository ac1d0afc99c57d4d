using Robotics.Cli.Progress;
using Robotics.Perception.Backbones;
using Robotics.Perception.Backbones.Installation;

namespace Robotics.Cli.Pipeline;

/// <summary>Makes sure that a frozen image encoder is installed before it is needed.</summary>
internal static class BackboneStep
{
    /// <summary>Installs the encoder of these settings where it is one that can be had by its name; others are left to their owner.</summary>
    public static void Run(BackboneSettings backbone, StepContext context)
    {
        if (context.Backbones.Names().Contains(backbone.Model) || !BackboneInstall.KnownNames.Contains(backbone.Model))
            return;
        new BackboneInstall(context.Backbones)
            .AddAsync(backbone.Model, new Announcement(context.Terminal), context.Cancellation)
            .GetAwaiter().GetResult();
    }

    private sealed class Announcement(Terminal terminal) : IProgress<string>
    {
        public void Report(string value) => terminal.Say(value);
    }
}
