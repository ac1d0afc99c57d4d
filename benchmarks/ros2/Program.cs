using System.Globalization;
using Robotics.Benchmarks.Ros2;

// What the ROS 2 bridge costs, between processes over real DDS on the loopback interface. Best in a network of its own:
//   unshare -n bash -c 'ip link set lo up; dotnet run -c Release --project benchmarks/ros2 -- round-trip'
// Commands:
//   round-trip [MESSAGES]   a small message to another vendor's DDS (Fast DDS, in C++) and back
//   images [SECONDS]        three cameras with raw images of 900 kB at 30 Hz, reliable and then best effort
//   reward [SECONDS]        three such cameras, the default backbone and a SARM: camera stamp to published reward
//   soak [MINUTES]          the same for long, with memory and missed deadlines minute by minute
var number = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : (double?)null;
switch (args.FirstOrDefault())
{
    case "round-trip":
        RoundTrip.Run((int)(number ?? 10_000));
        break;
    case "images":
        ImageLoad.Run(number ?? 60, reliable: true);
        ImageLoad.Run(number ?? 60, reliable: false);
        break;
    case "reward":
        RewardLatency.Run(number ?? 60, segments: 4);
        break;
    case "soak":
        RewardLatency.Run((number ?? 15) * 60, segments: (int)Math.Max(4, number ?? 15));
        break;
    case CameraProcess.Command:
        CameraProcess.Run(args[1..]);
        break;
    default:
        Console.Error.WriteLine("usage: ros2 round-trip [MESSAGES] | images [SECONDS] | reward [SECONDS] | soak [MINUTES]");
        return 2;
}
return 0;
