using System.CommandLine;
using Robotics.Cli.Configuration;
using Robotics.Datasets;
using Robotics.Policy.Imitation;
using Robotics.RobotBridge.Links.Learner;

namespace Robotics.Cli.Commands;

/// <summary><c>robotics learner</c>: takes in what robots experience, and sends them the policy that a training writes.</summary>
internal static class LearnerCommand
{
    /// <summary>Builds the command with its subcommands.</summary>
    public static Command Create(Invocation invocation)
    {
        var listen = new Option<string>("--listen") { Description = "Address to listen on; tcp://*:5555 for every interface.", DefaultValueFactory = _ => "tcp://127.0.0.1:5555" };
        var store = new Option<string?>("--store") { Description = "Folder of everything that the robots send." };
        var weights = new Option<string?>("--weights") { Description = "Policy file of a training, model.safetensors; each new content is sent to the robots." };
        var key = new Option<string?>("--key") { Description = "Key that 'learner key' made; without one the network must be trusted." };
        var json = JsonResult.Option();
        var command = new Command("learner", "Takes in transitions of robots over the network and sends them new policy weights, until Ctrl-C.")
        {
            listen, store, weights, key, json, LearnerExportCommand.Create(invocation), LearnerKeyCommand.Create(invocation),
        };
        command.SetAction(parse =>
        {
            var settings = new LearnerSettings
            {
                Listen = parse.GetRequiredValue(listen),
                Store = parse.GetValue(store) ?? throw new SettingsException(["Name the folder for what the robots send: --store DIR."], isUsage: true),
                Weights = parse.GetValue(weights),
                Key = parse.GetValue(key),
            };
            if (settings.Faults().FirstOrDefault() is { } fault)
                throw new SettingsException([$"--{fault.Key} {fault.Message}"], isUsage: true);
            using var learner = new LearnerLink(settings, WhyNotAPolicy, invocation.Terminal.Say);
            invocation.Terminal.Say($"listening on {learner.Endpoint}{(settings.Key is null ? ", without encryption: only for a network that you trust" : ", encrypted")}");
            if (settings.Weights is { Length: > 0 } file && !File.Exists(file)) invocation.Terminal.Warn($"{file} is not there yet; it is sent as soon as it is.");
            learner.Run(invocation.Cancellation);
            if (parse.GetValue(json)) invocation.Terminal.WriteResult(JsonResult.Write(new { learner.Endpoint, settings.Store, learner.Stored }));
            else invocation.Terminal.WriteResult($"{learner.Stored} transitions were stored in {settings.Store}");
            return ExitCode.Success;
        });
        return command.WithExamples(
            "./robotics learner --listen tcp://*:5555 --store runs/learner --weights runs/ra_bc/model.safetensors --key learner.key",
            "./robotics learner export --store runs/learner --output datasets/from_robots");
    }

    private static string? WhyNotAPolicy(byte[] bytes)
    {
        try
        {
            using var stream = new MemoryStream(bytes);
            ChunkPolicy.Load(stream).Dispose();
            return null;
        }
        catch (DataException fault)
        {
            return fault.Message;
        }
    }
}
