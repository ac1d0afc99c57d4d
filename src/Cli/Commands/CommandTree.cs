using System.CommandLine;

namespace Robotics.Cli.Commands;

/// <summary>All commands of the program.</summary>
internal static class CommandTree
{
    /// <summary>Builds the tree for one call.</summary>
    public static RootCommand Build(Invocation invocation)
    {
        return new RootCommand("Reward learning for robot manipulation: from mixed demonstrations to a better policy.")
        {
            DemoCommand.Create(invocation),
            RecordCommand.Create(invocation),
            FeaturesCommand.Create(invocation),
            new Command("train", "Trains a reward model or a policy.")
            {
                TrainRewardCommand.Create(invocation),
                TrainPolicyCommand.Create(invocation),
            },
            RelabelCommand.Create(invocation),
            MergeCommand.Create(invocation),
            SlurmCommand.Create(invocation),
            new Command("reward", "Looks into trained reward models.")
            {
                RewardEvaluateCommand.Create(invocation),
            },
            EvaluateCommand.Create(invocation),
            new Command("dataset", "Looks into, checks, converts, imports and exports datasets.")
            {
                DatasetInfoCommand.Create(invocation),
                DatasetCheckCommand.Create(invocation),
                DatasetConvertCommand.Create(invocation),
                DatasetImportCommand.Create(invocation),
                DatasetExportCommand.Create(invocation),
            },
            new Command("backbone", "Installs frozen image encoders.")
            {
                BackboneAddCommand.Create(invocation),
            },
            NodeCommand.Create(invocation),
            LearnerCommand.Create(invocation),
            SimulationWorkerCommand.Create(),
        };
    }
}
